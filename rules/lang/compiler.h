// Typed tree to Program.
//
// Neighbours: checker.h made the tree; program.h and bytecode.h are the result. Pure; one thread.
#pragma once

#include "rules/base/diagnostic.h"
#include "rules/lang/checker.h"
#include "rules/lang/environment.h"
#include "rules/lang/program.h"

namespace sprintd::lang {

// From a tree that check() has accepted.
Program compile(const Node& root, const Environment& environment);

// Parse, check and compile: what loaders call. An empty Program when there was an error, with at least one diagnostic.
Program compile(SourceText source, const Environment& environment, const Expected& expected, Diagnostics& diagnostics);

}  // namespace sprintd::lang
