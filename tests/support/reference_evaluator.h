// The judge of the evaluator: walks the checked tree and computes the value as plainly as it can be done.
//
// Neighbours: it shares the tree (ast.h) and the data (facts.h) with the real evaluator and nothing else; speed, memory
// and limits are no concern. Lives for one evaluation. One thread.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "rules/lang/ast.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/schema.h"
#include "tests/support/reference_functions.h"
#include "tests/support/reference_value.h"

namespace sprintd::lang::reference {

// The value of a tree that check() has accepted.
Value evaluate(const Node& root, const Schema& schema, const Activation& activation);

// How the real evaluator's value differs from the reference's, in words; empty when they agree or the reference does
// not say.
std::string disagreement(const Node& root, const Schema& schema, const Activation& activation, const lang::Value& real);

}  // namespace sprintd::lang::reference
