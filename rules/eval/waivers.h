// Which findings are waived: whose word counts, from when until when, and how many at once.
//
// Neighbours: Ledger (ledger.h) hands it what failed when an audit is closed; outcome.h has the states that it gives.
// Waivers touch findings of the audit, never decisions. Pure.
#pragma once

#include <span>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

// Sets waiver, waiver_state and verdict of the findings that failed; tells what became of each of rules.waivers.
//
// A waiver of N sprints holds in the first N of the sprint's team that end on or after its first day. Where the backlog
// lacks the earlier ones they are counted by the calendar, as if all were as long as this one in whole weeks. Of more
// waivers than a rule's budget those count that began first, then those of the subject first by id.
std::vector<outcome::WaiverUse> settle_waivers(const ruleset::RuleSet& rules, const backlog::Backlog& backlog,
                                               Instant as_of, std::span<const table::Row> sprints,
                                               std::vector<outcome::Finding>& findings);

}  // namespace sprintd::eval
