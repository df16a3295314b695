// What functions of whole lists do before they compute: hand through what is absent or failed, refuse what does not
// fit.
//
// Neighbours: functions_*.cc of lists and numbers, sorting.h, value_set.h. Pure functions.
#pragma once

#include <string_view>

#include "rules/lang/function_table.h"

namespace sprintd::lang {

// Unknown where an element is, else the first error: what a function of a whole list does with such elements.
const Value* failure_among(const Value& list);

// "sum() cannot take a list with a string in it"
Value wrong_element(std::string_view function, const Value& element, CallContext& context);

}  // namespace sprintd::lang
