// Equality and order of values, across kinds as CEL defines them: 1 == 1.0 == 1u, values of other kinds differ.
//
// Neighbours: the evaluator's ==, in and map look-up, the ordering functions, min and max. Work is charged to the
// CallContext, since lists may share parts so often that comparing them never ends. Pure otherwise.
#pragma once

#include <compare>
#include <optional>

#include "rules/lang/function_table.h"

namespace sprintd::lang {

// A boolean; an unknown where an element that decides is absent; an error when the budget is spent.
Value equals(const Value& a, const Value& b, CallContext& context);

// Nothing where the kinds have no order together. NaN is unordered.
std::optional<std::partial_ordering> order(const Value& a, const Value& b);

// The value under a key, null where there is none.
const Value* find_key(const Value& map, const Value& key, CallContext& context);

// `element in container` for lists, rows and maps.
Value contains_element(const Value& element, const Value& container, CallContext& context);

}  // namespace sprintd::lang
