// Runs a case through parser, checker and the evaluators, and compares with what is expected.
//
// Neighbours: conformance_case.h; main.cc prints what came out. Pure but for the time it takes.
#pragma once

#include <string>

#include "tests/conformance/conformance_case.h"

namespace sprintd::lang::conformance {

// Empty: the case passed. Else what differs, in one line.
std::string run_case(const Case& the_case);

}  // namespace sprintd::lang::conformance
