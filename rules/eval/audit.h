// Is this sprint right? Every declaration of the rule set over every subject of the audited sprints.
//
// Neighbours: backlog_facts.h feeds the language, rules/outcome holds the answer; decide.h answers for one question.
// Pure: same rule set, backlog, options: same Audit, whatever the order of files, rules and items. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/base/result.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

struct AuditOptions {
  Instant as_of{};
  std::vector<std::string> sprints;  // ids; empty: each that is not closed; if all are, the one that every item shares
  bool evidence = true;              // collect evidence for findings
};

// Fails with Code::sprint_unknown or Code::sprint_not_chosen (codes/meeting.def).
Result<outcome::Audit> audit(std::shared_ptr<const ruleset::RuleSet> rules,
                             std::shared_ptr<const backlog::Backlog> backlog, const AuditOptions& options);

}  // namespace sprintd::eval
