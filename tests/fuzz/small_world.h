// A backlog and a pack, both small, that inputs meet: made once, constant.
//
// Neighbours: the targets (targets.h). Free functions.
#pragma once

#include <memory>

#include "rules/backlog/backlog.h"
#include "rules/lang/schema.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::fuzz {

const lang::Schema& schema();
// Two people, a team, two projects, two sprints, four items; some fields are absent.
const std::shared_ptr<const backlog::Backlog>& small_backlog();
// Rules, limits and an authority that read fields of every kind.
const std::shared_ptr<const ruleset::RuleSet>& small_rules();
// The audits and decisions that a pack and a backlog can have, within a budget; every text of them is made.
void evaluate_all(const std::shared_ptr<const ruleset::RuleSet>& rules,
                  const std::shared_ptr<const backlog::Backlog>& backlog);

}  // namespace sprintd::fuzz
