// Optionals: a value that may be there or not, which an expression can ask about.
#include "rules/lang/function_rows.h"
#include "rules/lang/list_elements.h"
#include "rules/lang/optional_value.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

Value optional_of(Arguments a, CallContext& context) { return make_optional(a[0], context.arena); }
Value optional_none(Arguments, CallContext&) { return no_optional(); }

// What a field of a message has when nobody set it: 0, "", false, an empty list or map, null.
bool is_zero(const Value& value) {
  switch (value.kind) {
    case Value::Kind::null:
      return true;
    case Value::Kind::boolean:
      return !value.b;
    case Value::Kind::integer:
    case Value::Kind::uinteger:
      return value.u == 0;
    case Value::Kind::real:
      return value.d == 0;
    case Value::Kind::duration:
      return value.i == 0 && value.size == 0;
    case Value::Kind::timestamp:
      return false;
    case Value::Kind::string:
    case Value::Kind::bytes:
    case Value::Kind::list:
    case Value::Kind::rows:
    case Value::Kind::map:
      return value.size == 0;
    case Value::Kind::optional:
      return value.values == nullptr;
    default:
      return false;
  }
}

Value optional_of_non_zero(Arguments a, CallContext& context) {
  return is_zero(a[0]) ? no_optional() : make_optional(a[0], context.arena);
}

Value has_value(Arguments a, CallContext&) { return Value::of(a[0].values != nullptr); }
Value value(Arguments a, CallContext& context) {
  return a[0].values != nullptr
             ? *a[0].values
             : context.error("this optional has no value: ask hasValue() first, or use orValue(...)");
}

Value unwrap(Arguments a, CallContext& context) {
  if (!context.affords(a[0].size * sizeof(Value))) return context.too_much_memory();
  if (!context.charge(a[0].size)) return context.too_much_work();
  const auto values = context.arena.array<Value>(a[0].size);
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < a[0].size; ++i) {
    const Value element = a[0].element(i);
    if (element.is_failure()) return element;
    if (!element.is(Value::Kind::optional)) return wrong_element("unwrap", element, context);
    if (element.values != nullptr) values[count++] = *element.values;
  }
  return Value::of_list(values.first(count));
}

}  // namespace

void add_optional_rows(FunctionRows& rows) {
  const Type t = Type::variable("T");
  const Type optional = Type::optional(t);
  const Type optionals = Type::list(optional);
  rows.push_back({"optional.of", false, {t}, optional, optional_of, "an optional that has this value", 1});
  rows.push_back({"optional.none", false, {}, optional, optional_none, "an optional without a value", 1});
  rows.push_back({"optional.ofNonZeroValue",
                  false,
                  {t},
                  optional,
                  optional_of_non_zero,
                  "an optional of the value; none for 0, false, null and what is empty",
                  1});
  rows.push_back({"hasValue", true, {optional}, Kind::boolean, has_value, "whether the optional has a value", 1});
  rows.push_back({"value", true, {optional}, t, value, "the value of an optional; an error where it has none", 1});
  // The evaluator looks at the second only where the first has no value.
  rows.push_back(
      {"or", true, {optional, optional}, optional, nullptr, "the optional if it has a value, else the other one", 1});
  rows.push_back({"orValue",
                  true,
                  {optional, t},
                  t,
                  nullptr,
                  "the value of the optional, else the other one: item.?points.orValue(0.0)",
                  1});
  rows.push_back(
      {"optional.unwrap", false, {optionals}, Type::list(t), unwrap, "the values of those that have one", 2});
  rows.push_back({"unwrapOpt", true, {optionals}, Type::list(t), unwrap, "the values of those that have one", 2});
}

}  // namespace sprintd::lang
