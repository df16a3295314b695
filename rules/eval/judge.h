// Runs the conditions of one declaration for one subject and says pass, fail, unknown, broken or not applicable.
//
// Neighbours: audit and decide set the Context and call it; verdict_wording.h puts a Judgement into words. A
// Judgement's error lives until the Context runs the next Program.
#pragma once

#include "rules/eval/context.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

struct Judgement {
  outcome::Verdict verdict = outcome::Verdict::pass;
  lang::Value cause;  // unknown: which field; broken: the error

  [[nodiscard]] bool is(outcome::Verdict v) const { return verdict == v; }
};

// Of a bool: true passes, false fails; anything else that the language can give is unknown or broken.
Judgement judge(const lang::Value& condition);
// `where` may be empty. Not applicable where it is false; its unknown and its error are the rule's.
Judgement judge(Context& context, const lang::Program& where, const lang::Program& require);

}  // namespace sprintd::eval
