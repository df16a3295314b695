// The calls that operators and their probes make: is it alive, is it ready, what is it.

#include <string>

#include "daemon/api/api.h"
#include "rules/json/writer.h"

namespace sprintd::api {
namespace {

http::Response json_answer(std::string body) {
  body += '\n';
  return {.status = 200,
          .content_type = "application/json",
          .headers = {{"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

}  // namespace

http::Response Api::get_healthz(Call&) {
  std::string body;
  json::Writer(body).begin_object().member("status", "ok").end_object();
  return json_answer(std::move(body));
}

http::Response Api::get_readyz(Call&) {
  const auto& rules = *around_.rules;
  std::string body;
  json::Writer out(body);
  out.begin_object().member("ready", true).member("packs", std::uint64_t{rules.packs.size()});
  out.member("rules", std::uint64_t{rules.rules.size() + rules.authorities.size() + rules.limits.size()});
  out.member("organisation", around_.organisation != nullptr).member("backlogs", std::uint64_t{store_.size()});
  out.end_object();
  return json_answer(std::move(body));
}

http::Response Api::get_version(Call&) {
  std::string body;
  json::Writer out(body);
  out.begin_object().member("name", "sprintd").member("version", engine::version());
  out.member("digest", std::string_view(around_.rules->digest)).key("packs").begin_array();
  for (const auto& pack : around_.rules->packs) out.value(std::string_view(pack.id));
  out.end_array().end_object();
  return json_answer(std::move(body));
}

}  // namespace sprintd::api
