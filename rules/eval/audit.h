// Is this sprint right? Every declaration of the rule set over every subject of the audited sprints.
//
// Neighbours: backlog_facts.h feeds the language, rules/outcome holds the answer; decide.h answers for one question.
// Pure: same rule set, backlog, options: same Audit, whatever the order of files, rules and items. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/base/result.h"
#include "rules/eval/budgets.h"
#include "rules/lang/evaluator.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

struct AuditOptions {
  Instant as_of{};
  std::vector<std::string> sprints;  // ids; empty: each that is not closed; if all are, the one that every item shares
  bool evidence = true;              // collect evidence for findings
  // Instructions of the language that one audit may take; beyond, it stops and is incomplete.
  std::uint64_t max_steps = kMaxRequestSteps;
  lang::Coverage* coverage = nullptr;            // notes what the parts of conditions were: for tests of packs
  std::vector<outcome::Quiet>* quiet = nullptr;  // keeps what passed and what a rule does not speak about
};

// What is checked: item rules speak about the items of the audited sprints (over_backlog: about all), rules for people,
// projects and teams about all there are, sprint rules about the audited sprints. Limits speak about who and what is in
// the sprint: its people, its projects, its team and the teams of its items.
//
// Fails with Code::sprint_unknown or Code::sprint_not_chosen (codes/meeting.def).
Result<outcome::Audit> audit(std::shared_ptr<const ruleset::RuleSet> rules,
                             std::shared_ptr<const backlog::Backlog> backlog, const AuditOptions& options);

}  // namespace sprintd::eval
