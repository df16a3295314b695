// One audit while it runs: the context, the books, the sprints, and the budget of steps.
//
// Neighbours: audit.cc makes one and hands it to the three passes below, each in a file of its own name; finding.h
// words what they find. One thread.
#pragma once

#include <utility>
#include <vector>

#include "rules/eval/audit.h"
#include "rules/eval/context.h"
#include "rules/eval/judge.h"
#include "rules/eval/ledger.h"
#include "rules/eval/standing.h"

namespace sprintd::eval {

struct AuditRun {
  AuditRun(const ruleset::RuleSet& rule_set, const backlog::Backlog& its_backlog, const AuditOptions& its_options,
           std::vector<Row> its_sprints)
      : rules(rule_set),
        backlog(its_backlog),
        options(its_options),
        sprints(std::move(its_sprints)),
        context(&rule_set, its_backlog),
        standing(rule_set, its_backlog.zone()),
        ledger(rule_set, its_backlog) {
    context.set_now(options.as_of);
    context.watch(options.coverage);
    // One evaluation may ask for the queues of all items: these stop where the audit would, the evaluation by itself.
    context.limit_queue_steps(options.max_steps);
  }

  // When the budget is spent the audit stops where it is, and says so.
  [[nodiscard]] bool spent() {
    if (context.steps() <= options.max_steps) return false;
    ledger.stop_early();
    return true;
  }
  void set_sprint(Row sprint) {
    if (!table::is_absent(sprint)) context.set_sprint(sprint);
  }
  // Of a subject that is no finding. `decided`: what was true, or the `where` or `items` that was false; it may be
  // empty. The Context is still set as it was for the verdict.
  void quiet(const ruleset::Declaration& declaration, outcome::Subject subject, outcome::Verdict verdict,
             const lang::Program& decided, std::vector<outcome::EvidenceItem> before = {});
  [[nodiscard]] bool in_force(outcome::DeclarationRef ref) const { return standing.in_force(ref, options.as_of); }

  const ruleset::RuleSet& rules;
  const backlog::Backlog& backlog;
  const AuditOptions& options;
  std::vector<Row> sprints;
  Context context;
  Standing standing;
  Ledger ledger;
};

void audit_rule(AuditRun& run, const ruleset::Rule& rule);
void audit_authority(AuditRun& run, const ruleset::Authority& authority);
// Actions on record that no authority in force covers; they are findings of `authority`.
void audit_lack_of_authority(AuditRun& run, const ruleset::Authority& authority);
void audit_limit(AuditRun& run, const ruleset::Limit& limit);

}  // namespace sprintd::eval
