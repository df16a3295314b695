// The calls of /v1/backlogs: list, put, get and delete what the daemon keeps.

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "daemon/api/api.h"
#include "daemon/api/call_limits.h"
#include "daemon/api/precondition.h"
#include "daemon/api/problem.h"
#include "rules/json/writer.h"

namespace sprintd::api {
namespace {

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
    return problem(400, Code::request_malformed,
                   fmt::format("'{}' is no id: use letters, digits, '-', '_' and '.', at most {}, and no '.' first",
                               call.id, kMaxIdBytes),
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
  KeptBacklog kept{.text = text_of(loaded.backlog, call.id, "backlog"),
                   .backlog = loaded.backlog,
                   .media_type = is_json ? "application/json" : "application/yaml",
                   .owner = call.caller.name,
                   .at = around_.now()};
  const auto tag = kept.entity_tag();
  const auto put = snapshot_.put(call.id, std::move(kept), call.at->organisation, precondition_of(call.request));
  if (!put || (*put != Change::created && *put != Change::replaced)) return refuse_change(call, put);
  return {.status = *put == Change::created ? 201 : 200,
          .content_type = "application/json",
          .headers = {{"ETag", tag}},
          .body = std::move(body)};
}

http::Response Api::refuse_change(const Call& call, const Result<Change>& change) const {
  const auto busy = [&](int status, Code code, std::string detail, std::string_view seconds) {
    auto response = problem(status, code, std::move(detail), call.format, call.style);
    response.headers.emplace_back("Retry-After", seconds);
    return response;
  };
  if (!change) return busy(503, change.error().code, change.error().message, "5");
  const auto& limits = around_.backlogs;
  switch (*change) {
    case Change::full:
      return busy(503, Code::backlog_store_full,
                  fmt::format("{} backlogs of {} bytes together may be kept", limits.count, limits.bytes), "60");
    case Change::full_of_caller:
      return busy(429, Code::caller_too_busy, fmt::format("one caller may keep {} backlogs", limits.count_per_caller),
                  "60");
    case Change::unwanted:
      return problem(412, Code::precondition_failed,
                     fmt::format("backlog '{}' is not what If-Match or If-None-Match expect", call.id), call.format,
                     call.style);
    default:
      return problem(404, Code::backlog_unknown, fmt::format("no backlog '{}' is kept here", call.id), call.format,
                     call.style);
  }
}

http::Response Api::get_backlogs(Call& call) {
  std::string body;
  json::Writer out(body);
  out.begin_object().member("schema", "sprintd.backlogs/v1").key("backlogs").begin_array();
  for (const auto& [id, kept] : call.at->backlogs) {
    out.begin_object().member("id", std::string_view(id)).member("etag", std::string_view(kept.entity_tag()));
    out.member("bytes", std::uint64_t{kept.text->text.size()}).member("fits", kept.misfit == nullptr);
    if (kept.backlog != nullptr) {
      out.member("items", kept.backlog->rows(backlog::EntityKind::item));
      out.member("sprints", kept.backlog->rows(backlog::EntityKind::sprint));
    }
    out.member("put_by", std::string_view(kept.owner));
    out.member("put_at", std::string_view(format_instant(kept.at))).end_object();
  }
  out.end_array().end_object();
  body += '\n';
  return {.status = 200, .content_type = "application/json", .headers = {}, .body = std::move(body)};
}

http::Response Api::get_backlog(Call& call) {
  const auto* kept = call.at->find_backlog(call.id);
  if (kept == nullptr) return refuse_change(call, Change::absent);
  const http::Headers headers = {{"ETag", kept->entity_tag()}};
  if (is_known(call.request, *kept)) return {.status = 304, .content_type = {}, .headers = headers, .body = {}};
  return {.status = 200, .content_type = kept->media_type, .headers = headers, .body = std::string(kept->text->text)};
}

http::Response Api::delete_backlog(Call& call) {
  if (auto refusal = refuse_caller(call, Privilege::write_backlogs)) return std::move(*refusal);
  const auto removed = snapshot_.remove(call.id, precondition_of(call.request));
  if (!removed || *removed != Change::removed) return refuse_change(call, removed);
  return {.status = 204, .content_type = {}, .headers = {}, .body = {}};
}

}  // namespace sprintd::api
