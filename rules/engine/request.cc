#include "rules/engine/request.h"

#include "rules/engine/request_reader.h"
#include "rules/json/reader.h"
#include "rules/json/writer.h"

namespace sprintd::engine {
namespace {

// Reads with the fast reader, and again with the strict one when there is anything to complain about: only that one
// knows the end of a place.
template <typename Request, typename Read>
Parsed<Request> parse(std::string body, Read read) {
  Parsed<Request> parsed;
  const auto file = parsed.sources.add(std::string(kRequestName), std::move(body));
  if (!file) {
    Diagnostics faults;
    faults.add(file.error().code, {}, file.error().message);
    parsed.diagnostics = faults.sorted();
    return parsed;
  }
  Arena arena;
  {
    Diagnostics faults;
    Request request;
    const auto reader = json::make_fast_reader(parsed.sources, *file, arena);
    RequestReader(*reader, parsed.sources.text(*file), faults).read_root(request, read);
    if (reader->finish() && faults.empty()) {
      parsed.request = std::move(request);
      return parsed;
    }
  }
  Diagnostics faults;
  Request request;
  const auto reader = json::make_strict_reader(parsed.sources, *file, arena, faults);
  RequestReader(*reader, parsed.sources.text(*file), faults).read_root(request, read);
  reader->finish();
  parsed.diagnostics = faults.sorted();
  return parsed;
}

void write_choice(json::Writer& json, const BacklogChoice& choice) {
  if (choice.documents.empty()) {
    json.member("backlog_id", std::string_view(choice.backlog_id));
    return;
  }
  json.key("documents").begin_array();
  for (const auto& document : choice.documents) {
    const bool is_backlog = document.part == backlog::Document::Part::backlog;
    json.begin_object();
    json.member("name", std::string_view(document.name));
    json.member("part", is_backlog ? "backlog" : "organisation");
    json.member("text", std::string_view(document.text));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Parsed<AuditRequest> parse_audit_request(std::string body) {
  return parse<AuditRequest>(std::move(body), [](RequestReader& in, AuditRequest& to) { in.read_audit(to); });
}

Parsed<DecisionRequest> parse_decision_request(std::string body) {
  return parse<DecisionRequest>(std::move(body), [](RequestReader& in, DecisionRequest& to) { in.read_decisions(to); });
}

std::string write_request(const AuditRequest& request) {
  std::string out;
  json::Writer json(out);
  json.begin_object();
  if (!request.as_of.empty()) json.member("as_of", std::string_view(request.as_of));
  if (!request.sprints.empty()) {
    json.key("sprints").begin_array();
    for (const auto& sprint : request.sprints) json.value(std::string_view(sprint));
    json.end_array();
  }
  write_choice(json, request.backlog);
  json.end_object();
  return out;
}

std::string write_request(const DecisionRequest& request) {
  std::string out;
  json::Writer json(out);
  const auto write_question = [&](const AskedDecision& asked) {
    json.member("person", std::string_view(asked.person));
    json.member("action", std::string_view(asked.action));
    json.member("item", std::string_view(asked.item));
    if (!asked.sprint.empty()) json.member("sprint", std::string_view(asked.sprint));
  };
  json.begin_object();
  if (!request.as_of.empty()) json.member("as_of", std::string_view(request.as_of));
  if (request.many) {
    json.key("questions").begin_array();
    for (const auto& asked : request.questions) {
      json.begin_object();
      write_question(asked);
      json.end_object();
    }
    json.end_array();
  } else if (!request.questions.empty()) {
    write_question(request.questions.front());
  }
  write_choice(json, request.backlog);
  json.end_object();
  return out;
}

}  // namespace sprintd::engine
