// Faults that an expression shows without any data: a pattern that is none, a date that no calendar has, 1 / 0.
//
// Neighbours: whoever compiles an expression of an author asks here between check() (checker.h) and compile()
// (compiler.h). Pure.
#pragma once

#include "rules/base/diagnostic.h"
#include "rules/lang/ast.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

// Of a tree that check() has accepted. False after a fault.
bool check_constants(const Node& root, const Environment& environment, Diagnostics& diagnostics);

}  // namespace sprintd::lang
