// The calls of /v1/backlogs/{id}: put, get and delete what the daemon keeps.

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "daemon/api/api.h"
#include "daemon/api/problem.h"
#include "rules/json/writer.h"

namespace sprintd::api {
namespace {

constexpr std::size_t kMaxIdBytes = 128;

bool is_id(std::string_view text) {
  const auto is_id_char = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  return !text.empty() && text.size() <= kMaxIdBytes && text.front() != '.' && std::ranges::all_of(text, is_id_char);
}

// "application/json; charset=utf-8" -> "application/json"
std::string_view bare_media_type(std::string_view content_type) {
  auto bare = content_type.substr(0, content_type.find(';'));
  while (!bare.empty() && bare.back() == ' ') bare.remove_suffix(1);
  return bare;
}

bool is_backlog_type(std::string_view media_type) {
  // curl --data-binary sends the form type unless told otherwise; the text says itself whether it is JSON or YAML.
  return media_type.empty() || media_type == "application/json" || media_type == "application/yaml" ||
         media_type == "application/x-www-form-urlencoded";
}

}  // namespace

http::Response Api::put_backlog(Call& call) {
  if (auto refusal = refuse_caller(call, Privilege::write_backlogs)) return std::move(*refusal);
  if (!is_id(call.id)) {
    return problem(
        400, Code::request_malformed,
        fmt::format("'{}' is no id: use letters, digits, '-', '_' and '.', at most {}", call.id, kMaxIdBytes),
        call.format, call.style);
  }
  const auto media_type = std::string(bare_media_type(call.request.header("Content-Type")));
  if (!is_backlog_type(media_type)) {
    return problem(415, Code::media_type_unsupported, fmt::format("a backlog is not {}", media_type), call.format,
                   call.style);
  }
  const auto first = call.request.body.find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string::npos && call.request.body[first] == '{';
  std::vector<backlog::Document> documents;
  documents.push_back(
      {.name = call.id, .text = std::move(call.request.body), .part = backlog::Document::Part::backlog});
  auto loaded = around_.engine->load_backlog(std::move(documents), call.at->organisation);
  if (!loaded.backlog) {
    return to_response(engine::refuse(engine::Answer::Outcome::bad_input, 422, loaded.diagnostics, loaded.sources,
                                      call.format, call.style));
  }

  std::string body;
  json::Writer(body)
      .begin_object()
      .member("id", std::string_view(call.id))
      .member("items", loaded.backlog->rows(backlog::EntityKind::item))
      .member("sprints", loaded.backlog->rows(backlog::EntityKind::sprint))
      .end_object();
  body += '\n';
  const auto put = snapshot_.put(call.id, {.backlog = std::move(loaded.backlog),
                                           .media_type = is_json ? "application/json" : "application/yaml",
                                           .organisation = call.at->organisation,
                                           .misfit = nullptr});
  if (put == CurrentSnapshot::Put::full) {
    return problem(503, Code::backlog_store_full, fmt::format("{} backlogs are kept already", around_.most_backlogs),
                   call.format, call.style);
  }
  return {.status = put == CurrentSnapshot::Put::created ? 201 : 200,
          .content_type = "application/json",
          .headers = {},
          .body = std::move(body)};
}

http::Response Api::get_backlog(Call& call) {
  const auto* kept = call.at->find_backlog(call.id);
  if (kept == nullptr) {
    return problem(404, Code::backlog_unknown, fmt::format("no backlog '{}' is kept here", call.id));
  }
  return {.status = 200, .content_type = kept->media_type, .headers = {}, .body = std::string(text_of(*kept, call.id))};
}

http::Response Api::delete_backlog(Call& call) {
  if (auto refusal = refuse_caller(call, Privilege::write_backlogs)) return std::move(*refusal);
  if (!snapshot_.remove(call.id)) {
    return problem(404, Code::backlog_unknown, fmt::format("no backlog '{}' is kept here", call.id));
  }
  return {.status = 204, .content_type = {}, .headers = {}, .body = {}};
}

}  // namespace sprintd::api
