// Rules: each condition over each subject it speaks about.
#include "rules/eval/audit_run.h"
#include "rules/eval/finding.h"
#include "rules/eval/subjects.h"
#include "rules/eval/verdict_wording.h"

namespace sprintd::eval {
namespace {

using outcome::Verdict;
using ruleset::SubjectKind;

void audit_subject(AuditRun& run, const ruleset::Rule& rule, outcome::Subject subject, Row sprint) {
  run.context.set(variable_of(rule.subject), subject.kind, subject.row);
  const auto judged = judge(run.context, rule.where, rule.require);
  switch (judged.verdict) {
    case Verdict::pass:
      run.quiet(rule, subject, judged.verdict, rule.require);
      break;
    case Verdict::not_applicable:
      run.quiet(rule, subject, judged.verdict, rule.where);
      break;
    case Verdict::unknown:
      run.ledger.unknown(judged.cause.field(), subject, sprint);
      break;
    case Verdict::fail: {
      auto otherwise = rule.message.parts.empty() ? does_not_hold(rule.require_text) : std::string();
      run.ledger.add(
          failed(run.context, {rule, subject, sprint, rule.require, std::move(otherwise), run.options.evidence}));
      break;
    }
    case Verdict::broken:
    case Verdict::waived:
      run.ledger.add(broken(rule, subject, sprint, judged.cause));
      break;
  }
}

template <typename Rows>
void audit_subjects(AuditRun& run, const ruleset::Rule& rule, const Rows& rows, Row sprint) {
  const auto kind = entity_of(rule.subject);
  for (const Row row : rows) {
    if (run.spent()) return;
    audit_subject(run, rule, {kind, row}, sprint);
  }
}

}  // namespace

void audit_rule(AuditRun& run, const ruleset::Rule& rule) {
  const bool of_sprint = rule.subject == SubjectKind::sprint;
  const bool of_its_items = rule.subject == SubjectKind::item && !rule.over_backlog;

  // Those whose subjects are the sprint's own go sprint by sprint, whatever they read.
  if (of_sprint || of_its_items) {
    for (const Row sprint : run.sprints) {
      run.set_sprint(sprint);
      const Row about = of_sprint || rule.reads_sprint ? sprint : table::kNoRow;
      if (of_sprint) {
        audit_subjects(run, rule, std::span(&sprint, 1), about);
      } else {
        audit_subjects(run, rule, items_of_sprint(run.backlog, sprint), about);
      }
    }
    return;
  }

  const auto all = all_rows(run.backlog, entity_of(rule.subject));
  if (!rule.reads_sprint) {
    audit_subjects(run, rule, all, table::kNoRow);
    return;
  }
  for (const Row sprint : run.sprints) {
    run.set_sprint(sprint);
    audit_subjects(run, rule, all, sprint);
  }
}

}  // namespace sprintd::eval
