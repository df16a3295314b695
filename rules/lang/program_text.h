// A Program as text: one instruction a line, with what it refers to.
//
// Neighbours: bytecode.h; tests compare this text, people who work on the compiler read it. Pure functions.
#pragma once

#include <string>

#include "rules/lang/program.h"

namespace sprintd::lang {

//   0 variable_field #3 $0       the field of slot 3 of the variable of slot 0
//   1 compare_constant > 8.0
//   2 finish
std::string print_program(const Program& program);
// The code that also collects evidence.
std::string print_traced_program(const Program& program);

}  // namespace sprintd::lang
