// Where packs and an organisation do not fit each other: rungs that a pack names and no ladder has, packs that nobody
// signed off who holds the role of their owner.
//
// Neighbours: the engine calls it whenever a rule set and a backlog come together; the spans are in the packs. An
// organisation without any ladder is no fault: what depends on it is unknown. Pure function.
#pragma once

#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/base/diagnostic.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::eval {

// Sorted; Code::level_unknown, Code::signer_lacks_role.
std::vector<Diagnostic> meet(const ruleset::RuleSet& rules, const backlog::Backlog& backlog);

}  // namespace sprintd::eval
