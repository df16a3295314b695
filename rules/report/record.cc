#include "rules/report/record.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/json/writer.h"
#include "rules/report/names.h"

namespace sprintd::report {
namespace {

using backlog::EntityKind;
using outcome::Decision;

std::string_view rule_of(const ruleset::RuleSet& rules, outcome::DeclarationRef ref) {
  return outcome::declaration(rules, ref).qualified_id;
}

std::string without_braces(std::string object) { return object.substr(1, object.size() - 2); }

void write_id(json::Writer& json, std::string_view name, std::string_view id) {
  json.key(name);
  if (id.empty()) {
    json.null();
  } else {
    json.value(id);
  }
}

}  // namespace

std::string decision_record(const Decision& decision) {
  const Names names(*decision.backlog);
  std::string out;
  json::Writer json(out);
  json.begin_object().member("kind", "decision").key("question").begin_object();
  write_id(json, "person", names.id(EntityKind::person, decision.person));
  json.member("action", std::string_view(decision.action));
  write_id(json, "item", names.id(EntityKind::item, decision.item));
  write_id(json, "sprint", names.id(EntityKind::sprint, decision.sprint));
  json.member("as_of", std::string_view(format_instant(decision.as_of))).end_object();
  json.member("answer", outcome::answer_name(decision.answer)).key("reasons").begin_array();
  for (const auto& reason : decision.reasons) {
    json.begin_object();
    if (reason.kind != outcome::Reason::Kind::no_authority) {
      json.member("rule", rule_of(*decision.rules, reason.declaration));
    } else {
      json.member("rule", "no-authority");
    }
    json.member("verdict", outcome::verdict_name(reason.verdict));
    json.member("message", std::string_view(reason.message)).end_object();
  }
  json.end_array().end_object();
  return without_braces(std::move(out));
}

std::string audit_record(const outcome::Audit& audit) {
  const Names names(*audit.backlog);
  std::string out;
  json::Writer json(out);
  json.begin_object().member("kind", "audit").key("question").begin_object().key("sprints").begin_array();
  for (const auto sprint : audit.sprints) json.value(names.id(EntityKind::sprint, sprint));
  json.end_array().member("as_of", std::string_view(format_instant(audit.as_of))).end_object();
  const bool is_complete = !audit.incomplete && !audit.nothing_checked;
  json.member("answer", is_complete ? "complete" : "incomplete").key("findings").begin_array();
  std::size_t left = kMostFindings, left_out = 0;
  const auto finding = [&](outcome::DeclarationRef rule, EntityKind kind, table::Row row, outcome::Verdict verdict) {
    if (left == 0) {
      ++left_out;
      return;
    }
    --left;
    json.begin_object().member("rule", rule_of(*audit.rules, rule));
    json.member("subject", std::string_view(fmt::format("{}/{}", backlog::entity_name(kind), names.id(kind, row))));
    json.member("verdict", outcome::verdict_name(verdict)).end_object();
  };
  for (const auto& one : audit.findings) finding(one.declaration, one.subject.kind, one.subject.row, one.verdict);
  for (const auto& group : audit.unknowns) {
    for (const auto row : group.subjects) finding(group.declaration, group.kind, row, outcome::Verdict::unknown);
  }
  json.end_array().member("left_out", std::uint64_t{left_out}).end_object();
  return without_braces(std::move(out));
}

}  // namespace sprintd::report
