// Optionals as values: how one is made.
//
// Neighbours: the functions that return one, the evaluator's .? and [?]. The value lies in an Arena. Header only.
#pragma once

#include "rules/base/arena.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

inline Value no_optional() {
  Value value;
  value.kind = Value::Kind::optional;
  value.values = nullptr;
  return value;
}

inline Value make_optional(const Value& held, Arena& arena) {
  const auto kept = arena.array<Value>(1);
  kept[0] = held;
  Value value = no_optional();
  value.values = kept.data();
  return value;
}

// The mark of an optional that stands for an element which is left out when it is none.
constexpr std::uint16_t kLeftOutWhenNone = 1;

inline bool is_marked(const Value& value) { return value.is(Value::Kind::optional) && value.slot == kLeftOutWhenNone; }
inline bool is_left_out(const Value& value) { return is_marked(value) && value.values == nullptr; }
inline Value element_of(const Value& value) { return is_marked(value) ? *value.values : value; }

}  // namespace sprintd::lang
