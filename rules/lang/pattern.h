// How regular expressions are compiled: the same for constant patterns at load and for others while running.
//
// Neighbours: compiler.cc and functions_strings.cc. RE2 takes linear time; its memory is bounded here.
#pragma once

#include <re2/re2.h>

namespace sprintd::lang {

re2::RE2::Options pattern_options();

}  // namespace sprintd::lang
