// Names to slots, overloads to functions, and a type for every node, or a message that an author understands.
//
// Neighbours: takes the tree of parse() (parser.h) and the Environment (environment.h); inlines definitions; the typed
// tree goes to compile() (compiler.h). All faults are reported, each once: a node whose type is `error` is silent
// later. Pure; one thread.
#pragma once

#include <optional>

#include "rules/base/diagnostic.h"
#include "rules/lang/ast.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

// What the place of the expression asks for: a condition must be a bool, an at_most a number, a message anything.
struct Expected {
  std::optional<Type> type;  // an int literal adapts to double
  std::string what;          // for the message: "require" in "require must be a condition (bool), this is a double"
};

// False when there was an error; the tree is then unfit for compile().
bool check(Node& root, const Environment& environment, const Expected& expected, Diagnostics& diagnostics);

}  // namespace sprintd::lang
