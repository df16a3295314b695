#include "rules/eval/permission.h"

#include <algorithm>

#include "rules/eval/backlog_schema.h"

namespace sprintd::eval {
namespace {

using backlog::slot;
using lang::FieldRef;
using lang::Value;
using outcome::Decision;
using outcome::DeclarationKind;
using outcome::Verdict;
using ruleset::Slot;
using ruleset::SubjectKind;

}  // namespace

Permission::Permission(const ruleset::RuleSet& rules, const backlog::Backlog& backlog)
    : rules_(&rules), backlog_(&backlog), context_(&rules, backlog), standing_(rules, backlog.zone()) {
  for (const auto& authority : rules.authorities) {
    if (plan(authority.action) == nullptr) plans_.push_back({authority.action, {}, {}});
  }
  for (auto& its : plans_) {
    for (std::uint32_t i = 0; i < rules.authorities.size(); ++i) {
      if (rules.authorities[i].action == its.action) its.authorities.push_back(i);
    }
    for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
      if (std::ranges::find(rules.rules[i].gates, its.action) != rules.rules[i].gates.end()) its.gates.push_back(i);
    }
  }
}

const ActionPlan* Permission::plan(std::string_view action) const {
  const auto found = std::ranges::find(plans_, action, &ActionPlan::action);
  return found == plans_.end() ? nullptr : &*found;
}

void Permission::set(const Asked& asked, Instant now) {
  asked_ = asked;
  context_.set_now(now);
  context_.set(Slot::item, EntityKind::item, asked.item);
  context_.set(Slot::person, EntityKind::person, asked.person);
  if (table::is_absent(asked.sprint)) {
    context_.set_no_sprint({entity_type(EntityKind::item), slot(EntityKind::item, "sprint"), asked.item});
  } else {
    context_.set_sprint(asked.sprint);
  }
}

void Permission::set_person(Row person) {
  asked_.person = person;
  context_.set(Slot::person, EntityKind::person, person);
}

Decision::Answer Permission::answer(const ActionPlan& plan) {
  bool somebody_allows = false;
  bool doubt = false;
  for (const auto index : plan.authorities) {
    const auto said = authority(index);
    if (said.is(Verdict::fail)) return Decision::Answer::refused;
    somebody_allows = somebody_allows || said.is(Verdict::pass);
    doubt = doubt || said.is(Verdict::unknown) || said.is(Verdict::broken);
  }
  if (!somebody_allows && !doubt) return Decision::Answer::refused;
  for (const auto index : plan.gates) {
    const auto said = gate(index);
    if (said.is(Verdict::fail)) return Decision::Answer::refused;
    doubt = doubt || said.is(Verdict::unknown) || said.is(Verdict::broken);
  }
  return doubt ? Decision::Answer::unknown : Decision::Answer::allowed;
}

Judgement Permission::authority(std::uint32_t index) {
  const auto& authority = rules_->authorities[index];
  if (!standing_.in_force({DeclarationKind::authority, index}, context_.now())) return {Verdict::not_applicable, {}};
  return judge(context_, authority.items, authority.allow);
}

Judgement Permission::gate(std::uint32_t index) {
  const auto& rule = rules_->rules[index];
  if (!standing_.in_force({DeclarationKind::rule, index}, context_.now())) return {Verdict::not_applicable, {}};
  if (const auto absent = select_subject(rule.subject)) return {Verdict::unknown, Value::unknown(*absent)};
  return judge(context_, rule.where, rule.require);
}

std::optional<FieldRef> Permission::select_subject(SubjectKind kind) {
  switch (kind) {
    // Item, asker, sprint and organisation are set by the question.
    case SubjectKind::item:
    case SubjectKind::person:
    case SubjectKind::organisation:
      return std::nullopt;
    case SubjectKind::sprint:
      if (!table::is_absent(asked_.sprint)) return std::nullopt;
      return FieldRef{entity_type(EntityKind::item), slot(EntityKind::item, "sprint"), asked_.item};
    case SubjectKind::project:
      return select_by_item(Slot::project, EntityKind::project, slot(EntityKind::item, "project"));
    case SubjectKind::team:
      break;
  }
  return select_by_item(Slot::team, EntityKind::team, slot(EntityKind::item, "team"));
}

std::optional<FieldRef> Permission::select_by_item(Slot variable, EntityKind kind, std::uint16_t field) {
  const auto row = references(*backlog_, EntityKind::item, field)[asked_.item];
  if (table::is_absent(row)) return FieldRef{entity_type(EntityKind::item), field, asked_.item};
  context_.set(variable, kind, row);
  return std::nullopt;
}

}  // namespace sprintd::eval
