// The calls that operators and their probes make: is it alive, is it ready, what is it.

#include <string>

#include "daemon/api/api.h"
#include "daemon/api/openapi.h"
#include "daemon/api/problem.h"
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

http::Response Api::get_readyz(Call& call) {
  const auto& rules = *call.at->rules;
  const auto status = around_.reload_status ? around_.reload_status() : ReloadStatus{};
  const auto* writer = around_.recording.writer;
  const auto log = writer == nullptr ? store::DecisionWriter::Status{} : writer->status();
  // Where nothing may be answered that cannot be recorded, nothing is.
  const bool ready = !log.failing || writer->mode() == store::RecordMode::drop;
  std::string body;
  json::Writer out(body);
  // With what was good before, questions are still answered: it is ready, and says that it is behind.
  out.begin_object().member("ready", ready).member("stale", status.stale).member("from_copy", status.from_copy);
  out.member("packs", std::uint64_t{rules.packs.size()});
  out.member("rules", std::uint64_t{rules.rules.size() + rules.authorities.size() + rules.limits.size()});
  out.member("organisation", call.at->organisation != nullptr);
  out.member("backlogs", std::uint64_t{call.at->backlogs.size()});
  out.member("decision_log", writer == nullptr ? "off" : log.failing ? "failing" : "recording");
  if (log.failing) out.member("why", std::string_view(log.why));
  out.end_object();
  auto response = json_answer(std::move(body));
  if (!ready) response.status = 503;
  return response;
}

http::Response Api::get_openapi(Call&) {
  return {.status = 200, .content_type = "application/json", .headers = {}, .body = openapi_document()};
}

http::Response Api::get_metrics(Call&) {
  return {.status = 200,
          .content_type = "text/plain; version=0.0.4; charset=utf-8",
          .headers = {{"Cache-Control", "no-store"}},
          .body = around_.metrics ? around_.metrics() : std::string()};
}

http::Response Api::get_version(Call& call) {
  const auto& rules = *call.at->rules;
  std::string body;
  json::Writer out(body);
  out.begin_object().member("name", "sprintd").member("version", engine::version());
  out.member("digest", std::string_view(rules.digest)).key("packs").begin_array();
  for (const auto& pack : rules.packs) out.value(std::string_view(pack.id));
  out.end_array().end_object();
  return json_answer(std::move(body));
}

http::Response Api::get_packs(Call& call) {
  const auto& rules = *call.at->rules;
  const auto status = around_.reload_status ? around_.reload_status() : ReloadStatus{};
  std::string body;
  json::Writer out(body);
  out.begin_object().member("schema", "sprintd.packs/v1");
  out.member("digest", std::string_view(rules.digest)).member("set", std::string_view(call.at->digest));
  out.member("generation", call.at->generation);
  out.key("since").value(std::string_view(format_instant(call.at->since)));
  out.key("packs").begin_array();
  for (const auto& pack : rules.packs) {
    out.begin_object().member("id", std::string_view(pack.id)).member("version", std::string_view(pack.version));
    out.member("title", std::string_view(pack.title)).member("owner", std::string_view(pack.owner));
    out.member("file", std::string_view(pack.file)).end_object();
  }
  out.end_array().member("stale", status.stale).member("from_copy", status.from_copy);
  out.key("reloads").begin_object().member("succeeded", status.succeeded).member("failed", status.failed);
  if (status.succeeded + status.failed > 0) out.key("last").value(std::string_view(format_instant(status.at)));
  out.member("diagnostics", std::string_view(status.diagnostics));
  out.member("needs_restart", std::string_view(status.needs_restart)).end_object().end_object();
  return json_answer(std::move(body));
}

http::Response Api::reload_packs(Call& call) {
  if (auto refusal = refuse_caller(call, Privilege::reload)) return std::move(*refusal);
  const auto outcome = around_.reload ? around_.reload() : ReloadOutcome{};
  if (!outcome.loaded) {
    return to_response(engine::refuse(engine::Answer::Outcome::bad_packs, 422, outcome.faults.diagnostics,
                                      *outcome.faults.sources, call.format, call.style));
  }
  // What is in force now, which the call began without.
  call.at = snapshot_.get();
  std::string body;
  json::Writer out(body);
  out.begin_object().member("changed", outcome.changed);
  out.member("digest", std::string_view(call.at->rules->digest)).member("set", std::string_view(call.at->digest));
  out.member("generation", call.at->generation).end_object();
  return json_answer(std::move(body));
}

}  // namespace sprintd::api
