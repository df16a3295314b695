// format(): a text with values put in where it says %s, %d, %.2f.
//
// Neighbours: functions_text.cc has its row. The clauses are those of CEL's strings library. Work and memory are
// charged to the CallContext. Pure otherwise.
#pragma once

#include <string_view>

#include "rules/lang/function_table.h"

namespace sprintd::lang {

// `values` is a list. An error where the text has a clause that there is not, or a value that does not fit its clause;
// values that no clause asks for are not looked at.
Value format_text(std::string_view text, const Value& values, CallContext& context);

}  // namespace sprintd::lang
