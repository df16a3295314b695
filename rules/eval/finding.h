// A failed or broken verdict with everything a person needs to understand it.
//
// Neighbours: the passes of the audit (audit_run.h) call it for what did not pass; words come from the pack's templates
// or verdict_wording.h. Runs the deciding Program once more to see its evidence. Free functions over a Context that is
// still set as it was for the verdict.
#pragma once

#include <string>
#include <vector>

#include "rules/eval/context.h"
#include "rules/eval/judge.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

struct Failure {
  const ruleset::Declaration& declaration;
  outcome::Subject subject;
  Row sprint = table::kNoRow;
  const lang::Program& decided;  // the condition that was false
  std::string otherwise;         // the message when the pack has none
  bool evidence = true;
};

std::vector<outcome::EvidenceItem> evidence_of(Context& context, const lang::Program& decided);
outcome::Finding failed(Context& context, Failure failure);
// Of a Judgement that is broken; call it before the Context runs anything else.
outcome::Finding broken(const ruleset::Declaration& declaration, outcome::Subject subject, Row sprint,
                        const lang::Value& error);

}  // namespace sprintd::eval
