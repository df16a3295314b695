#include "daemon/api/problem.h"

#include <utility>

namespace sprintd::api {

http::Response problem(int status, Code code, std::string detail, report::Format format, const report::Style& style) {
  return to_response(
      engine::refuse(engine::Answer::Outcome::bad_request, status, Error{code, std::move(detail)}, format, style));
}

namespace {

// Those of the engine, Sprintd-Set and Sprintd-Decision.
constexpr std::size_t kUsualHeaders = 6;

}  // namespace

http::Response to_response(engine::Answer answer) {
  http::Response response{
      .status = answer.status, .content_type = std::string(answer.media_type), .headers = {}, .body = {}};
  response.headers.reserve(kUsualHeaders);
  for (const auto& [name, value] : engine::answer_headers(answer)) {
    response.headers.emplace_back(std::string(name), std::string(value));
  }
  response.body = std::move(answer.body);
  return response;
}

}  // namespace sprintd::api
