#include "rules/eval/context.h"

#include "rules/eval/backlog_schema.h"

namespace sprintd::eval {

using lang::Value;
using ruleset::Slot;
using ruleset::slot_index;

Context::Context(const ruleset::RuleSet* rules, const backlog::Backlog& backlog)
    : rules_(rules), facts_(rules, backlog) {
  set(Slot::org, EntityKind::organisation, 0);
  set_no_sprint({entity_type(EntityKind::item), backlog::slot(EntityKind::item, "sprint"), 0});
  variables_[slot_index(Slot::now)] = Value::of(now_);
}

void Context::set_now(Instant now) {
  now_ = now;
  facts_.set_now(now);
  variables_[slot_index(Slot::now)] = Value::of(now);
}

void Context::set_sprint(Row sprint) {
  facts_.set_sprint(sprint);
  set(Slot::sprint, EntityKind::sprint, sprint);
}

void Context::set_no_sprint(lang::FieldRef absent) {
  facts_.set_sprint(table::kNoRow);
  set_unknown(Slot::sprint, absent);
}

void Context::set(Slot variable, EntityKind kind, Row row) {
  variables_[slot_index(variable)] = Value::of_entity(entity_type(kind), row);
}

void Context::set_unknown(Slot variable, lang::FieldRef absent) {
  variables_[slot_index(variable)] = Value::unknown(absent);
}

}  // namespace sprintd::eval
