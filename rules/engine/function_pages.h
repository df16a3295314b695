// The function reference in words: one function for `sprintctl explain`, all of them as docs/reference/functions.md.
//
// Neighbours: rules/lang/function_reference.h has the functions, rules/report the formats. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/report/report.h"

namespace sprintd::engine {

// Nothing where there is no function, operator or macro of that name.
std::optional<std::string> write_function(std::string_view name, report::Format format, const report::Style& style);

// Names to suggest: all of them, and the one that is meant when only its last part was given ("greatest").
std::vector<std::string> function_names();
std::optional<std::string> function_ending_in(std::string_view part);

// Markdown.
std::string functions_page();

}  // namespace sprintd::engine
