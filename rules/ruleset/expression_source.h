// An expression of a pack as its author wrote it.
//
// Neighbours: rules/report and rules/packtest show it. Pure.
#pragma once

#include <string>

#include "rules/base/sources.h"
#include "rules/lang/program.h"

namespace sprintd::ruleset {

// On one line; "" for an empty Program.
std::string expression_source(const lang::Program& program, const Sources& sources);

}  // namespace sprintd::ruleset
