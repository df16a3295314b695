#include "rules/eval/finding.h"

#include <utility>

#include "rules/eval/verdict_wording.h"

namespace sprintd::eval {

using outcome::Finding;
using outcome::Verdict;

std::vector<outcome::EvidenceItem> evidence_of(Context& context, const lang::Program& decided) {
  lang::Evidence evidence;
  context.run(decided, evidence);
  return evidence_items(evidence, context.rules().sources, context.facts());
}

Finding failed(Context& context, Failure failure) {
  Finding finding;
  finding.subject = failure.subject;
  finding.sprint = failure.sprint;
  finding.verdict = Verdict::fail;
  finding.severity = failure.declaration.severity;
  finding.message = failure.declaration.message.parts.empty() ? std::move(failure.otherwise)
                                                              : context.render(failure.declaration.message);
  finding.remedy = context.render(failure.declaration.remedy);
  if (failure.evidence) finding.evidence = evidence_of(context, failure.decided);
  return finding;
}

Finding broken(const ruleset::Declaration& declaration, outcome::Subject subject, Row sprint,
               const lang::Value& error) {
  Finding finding;
  finding.subject = subject;
  finding.sprint = sprint;
  finding.verdict = Verdict::broken;
  finding.severity = Severity::error;
  finding.message = cannot_be_checked(error);
  finding.broken_because = error.error->message;
  finding.broken_span = error.error->span.known() ? error.error->span : declaration.span;
  return finding;
}

}  // namespace sprintd::eval
