#include "rules/report/decision_json.h"

namespace sprintd::report {
namespace {

using backlog::EntityKind;
using outcome::Decision;
using outcome::Reason;

std::string_view kind_name(Reason::Kind kind) {
  switch (kind) {
    case Reason::Kind::authority:
      return "authority";
    case Reason::Kind::gate:
      return "gate";
    case Reason::Kind::no_authority:
      return "no_authority";
  }
  return "authority";
}

void write_reason(json::Writer& json, JsonParts& parts, const Reason& reason) {
  json.begin_object();
  json.member("kind", kind_name(reason.kind));
  const bool is_declared = reason.kind != Reason::Kind::no_authority;
  if (is_declared) parts.declaration(json, reason.declaration);
  json.member("verdict", outcome::verdict_name(reason.verdict));
  json.member("message", std::string_view(reason.message));
  if (is_declared) parts.clause(json, reason.declaration);
  json.key("evidence");
  write_evidence(json, reason.evidence);
  if (!reason.remedy.empty()) json.member("remedy", std::string_view(reason.remedy));
  if (!reason.absent.field.empty()) {
    json.key("absent").begin_object();
    json.member("field", std::string_view(reason.absent.field));
    json.member("subject", std::string_view(reason.absent.subject));
    json.end_object();
  }
  json.end_object();
}

void write_answer(json::Writer& json, const Decision& decision, JsonParts& parts) {
  json.member("answer", outcome::answer_name(decision.answer));
  json.member("allowed", decision.answer == Decision::Answer::allowed);
  json.key("person");
  parts.reference(json, EntityKind::person, decision.person);
  json.member("action", std::string_view(decision.action));
  json.key("item");
  parts.reference(json, EntityKind::item, decision.item);
  json.key("sprint");
  parts.reference(json, EntityKind::sprint, decision.sprint);
  json.member("as_of", std::string_view(format_instant(decision.as_of)));
  json.key("reasons").begin_array();
  for (const auto& reason : decision.reasons) write_reason(json, parts, reason);
  json.end_array();
  json.key("instead").begin_array();
  for (const auto person : decision.instead) parts.reference(json, EntityKind::person, person);
  json.end_array();
}

void write_digest(json::Writer& json, const Producer& producer, const ruleset::RuleSet& rules) {
  json.member("engine", producer.version);
  json.member("digest", std::string_view(rules.digest));
}

// What one decision takes as a rule.
constexpr std::size_t kUsualBytes = 2048;

}  // namespace

std::string decision_json(const Decision& decision, const Producer& producer, JsonParts& parts) {
  std::string out;
  out.reserve(kUsualBytes);
  json::Writer json(out);
  json.begin_object();
  json.member("schema", "sprintd.decision/v1");
  write_answer(json, decision, parts);
  write_digest(json, producer, *decision.rules);
  json.end_object();
  out += '\n';
  return out;
}

std::string decisions_json(std::span<const Decision> decisions, const Producer& producer, JsonParts& parts) {
  std::string out;
  json::Writer json(out);
  json.begin_object();
  json.member("schema", "sprintd.decisions/v1");
  json.key("decisions").begin_array();
  for (const auto& decision : decisions) {
    json.begin_object();
    write_answer(json, decision, parts);
    json.end_object();
  }
  json.end_array();
  if (!decisions.empty()) write_digest(json, producer, *decisions.front().rules);
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace sprintd::report
