// Text to tree: the grammar of CEL (google/cel-spec, langdef.md), macros expanded.
//
// Neighbours: lexer.h gives tokens, ast.h is the result, checker.h comes next. Reports every fault it can recover from;
// depth and length are bounded (limits.h). Pure; one thread.
#pragma once

#include "rules/base/diagnostic.h"
#include "rules/lang/ast.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

// Null when there was an error; at least one diagnostic says why.
NodePtr parse(SourceText source, Diagnostics& diagnostics);

}  // namespace sprintd::lang
