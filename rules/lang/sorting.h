// A list in the order of its keys: sort() with the elements as their own keys, sortBy() with computed ones.
//
// Neighbours: functions_sequences.cc; equality.h says how values are ordered. The order is stable. Work and memory are
// charged to the CallContext, the result lies in its arena. Pure otherwise.
#pragma once

#include <string_view>

#include "rules/lang/function_table.h"

namespace sprintd::lang {

// The elements of `list` by ascending keys; `keys` has one for each element. Keys are of one kind that has an order:
// numbers of one type, bools, texts, bytes, times; NaN comes last. Otherwise an error that names `function`; an unknown
// where a key is absent.
Value sort_by_keys(const Value& list, const Value& keys, std::string_view function, CallContext& context);

}  // namespace sprintd::lang
