// The page of all lints: what each finds, with its name, code and level.
//
// Neighbours: rules/base/codes/lint.def has the rows; docs/reference/lints.md is this page, written by ./dev docs and
// compared by a test. Pure function.
#pragma once

#include <string>

namespace sprintd::engine {

std::string lints_page();  // Markdown

}  // namespace sprintd::engine
