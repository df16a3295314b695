// The logical operators, equality, membership and order.
#include <fmt/format.h>
#include <initializer_list>

#include "rules/lang/equality.h"
#include "rules/lang/function_rows.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;

template <typename Holds>
Value compare(std::span<const Value> arguments, CallContext& context, Holds holds) {
  if (scales_differ(arguments[0], arguments[1])) return context.incomparable(arguments[0], arguments[1]);
  const auto found = order(arguments[0], arguments[1]);
  if (!found) {
    return context.error(fmt::format("{} and {} have no order", value_and_type(arguments[0], context.facts),
                                     value_and_type(arguments[1], context.facts)));
  }
  return Value::of(holds(*found));
}

Value less(std::span<const Value> arguments, CallContext& context) {
  return compare(arguments, context, [](std::partial_ordering o) { return o < 0; });
}
Value less_or_equal(std::span<const Value> arguments, CallContext& context) {
  return compare(arguments, context, [](std::partial_ordering o) { return o <= 0; });
}
Value greater(std::span<const Value> arguments, CallContext& context) {
  return compare(arguments, context, [](std::partial_ordering o) { return o > 0; });
}
Value greater_or_equal(std::span<const Value> arguments, CallContext& context) {
  return compare(arguments, context, [](std::partial_ordering o) { return o >= 0; });
}

void add_order(FunctionRows& rows, std::string_view name, Function call, std::string_view doc) {
  for (const auto kind : {Kind::integer, Kind::real, Kind::string, Kind::timestamp, Kind::duration, Kind::uinteger,
                          Kind::boolean, Kind::bytes}) {
    rows.push_back({name, false, {kind, kind}, Kind::boolean, call, doc, 1});
  }
  for (const auto left : {Kind::integer, Kind::uinteger, Kind::real}) {
    for (const auto right : {Kind::integer, Kind::uinteger, Kind::real}) {
      if (left != right) rows.push_back({name, false, {left, right}, Kind::boolean, call, doc, 1});
    }
  }
}

}  // namespace

void add_logic_rows(FunctionRows& rows) {
  const Type boolean = Kind::boolean;
  const Type t = Type::variable("T");
  const Type key = Type::variable("K");
  const Type element = Type::variable("V");
  rows.push_back({"!_", false, {boolean}, boolean, nullptr, "true becomes false, false becomes true", 1});
  rows.push_back({"_&&_",
                  false,
                  {boolean, boolean},
                  boolean,
                  nullptr,
                  "both hold; false as soon as one side is false, whatever the other is",
                  1});
  rows.push_back({"_||_",
                  false,
                  {boolean, boolean},
                  boolean,
                  nullptr,
                  "one or both hold; true as soon as one side is true, whatever the other is",
                  1});
  rows.push_back(
      {"_?_:_", false, {boolean, t, t}, t, nullptr, "the second value if the first holds, else the third", 1});
  rows.push_back({"_==_",
                  false,
                  {t, t},
                  boolean,
                  nullptr,
                  "the same value; numbers of different types are equal when they are the same number",
                  1});
  rows.push_back({"_!=_", false, {t, t}, boolean, nullptr, "not the same value", 1});
  rows.push_back({"_[_]",
                  false,
                  {Type::list(t), Kind::integer},
                  t,
                  nullptr,
                  "the element at a position, counted from 0; an error outside the list",
                  1});
  rows.push_back({"_[_]",
                  false,
                  {Type::map(key, element), key},
                  element,
                  nullptr,
                  "the value under a key; an error where there is none",
                  1});
  const Type of_list = Type::optional(Type::list(t));
  const Type of_map = Type::optional(Type::map(key, element));
  constexpr std::string_view kMaybeElement = "an optional of the element at a position; none outside the list";
  constexpr std::string_view kMaybeValue = "an optional of the value under a key; none where there is none";
  rows.push_back({"_[_]", false, {of_list, Kind::integer}, Type::optional(t), nullptr, kMaybeElement, 1});
  rows.push_back({"_[_]", false, {of_map, key}, Type::optional(element), nullptr, kMaybeValue, 1});
  rows.push_back({"_[?_]", false, {Type::list(t), Kind::integer}, Type::optional(t), nullptr, kMaybeElement, 1});
  rows.push_back({"_[?_]", false, {Type::map(key, element), key}, Type::optional(element), nullptr, kMaybeValue, 1});
  rows.push_back({"_[?_]", false, {of_list, Kind::integer}, Type::optional(t), nullptr, kMaybeElement, 1});
  rows.push_back({"_[?_]", false, {of_map, key}, Type::optional(element), nullptr, kMaybeValue, 1});
  rows.push_back({"@in", false, {t, Type::list(t)}, boolean, nullptr, "is an element of the list", 1});
  rows.push_back({"@in", false, {key, Type::map(key, element)}, boolean, nullptr, "is a key of the map", 1});
  add_order(rows, "_<_", less, "comes before; false where a NaN is");
  add_order(rows, "_<=_", less_or_equal, "comes before or is equal; false where a NaN is");
  add_order(rows, "_>_", greater, "comes after; false where a NaN is");
  add_order(rows, "_>=_", greater_or_equal, "comes after or is equal; false where a NaN is");
}

}  // namespace sprintd::lang
