// Text to tree: the grammar of CEL (google/cel-spec, langdef.md), macros expanded.
//
// Neighbours: lexer.h gives tokens, ast.h is the result, checker.h comes next. Reports every fault it can recover from;
// depth and length are bounded (limits.h). Pure; one thread.
#pragma once

#include "rules/base/diagnostic.h"
#include "rules/lang/ast.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

// Calls of macros stay calls where macros are left alone, which is for tests of the language alone.
enum class Macros : std::uint8_t { expanded, left_alone };

// Null when there was an error; at least one diagnostic says why.
NodePtr parse(SourceText source, Diagnostics& diagnostics, Macros macros = Macros::expanded);

}  // namespace sprintd::lang
