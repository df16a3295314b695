// What rules need of lists besides CEL's own: join, sum, min, max, avg.
#include <algorithm>
#include <fmt/format.h>

#include "rules/lang/equality.h"
#include "rules/lang/function_rows.h"
#include "rules/lang/list_elements.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

Value join_with(const Value& list, std::string_view separator, CallContext& context) {
  if (const auto* failure = failure_among(list)) return *failure;
  std::size_t bytes = list.size == 0 ? 0 : separator.size() * (list.size - 1);
  if (!context.charge(list.size)) return context.too_much_work();
  for (std::uint32_t i = 0; i < list.size; ++i) {
    const Value element = list.element(i);
    if (!element.is(Value::Kind::string)) return wrong_element("join", element, context);
    bytes += element.size;
  }
  if (!context.affords(bytes)) return context.too_much_memory();
  if (!context.charge(bytes / 64)) return context.too_much_work();
  const auto joined = context.arena.array<char>(bytes);
  auto* out = joined.data();
  for (std::uint32_t i = 0; i < list.size; ++i) {
    if (i > 0) out = std::copy(separator.begin(), separator.end(), out);
    const auto part = list.values[i].string();
    out = std::copy(part.begin(), part.end(), out);
  }
  return Value::of(std::string_view{joined.data(), bytes});
}

Value join(Arguments a, CallContext& context) { return join_with(a[0], "", context); }
Value join_separated(Arguments a, CallContext& context) { return join_with(a[0], a[1].string(), context); }

bool is_summable(Value::Kind kind) {
  return kind == Value::Kind::integer || kind == Value::Kind::uinteger || kind == Value::Kind::real ||
         kind == Value::Kind::duration;
}

Value overflow(std::string_view what, const Value& a, const Value& b, CallContext& context) {
  return context.error(
      fmt::format("{} overflow in sum(): {} + {}", what, shown_value(a, context.facts), shown_value(b, context.facts)));
}

Value add(const Value& a, const Value& b, CallContext& context) {
  if (a.kind != b.kind) return wrong_element("sum", b, context);
  Value sum = a;
  switch (a.kind) {
    case Value::Kind::integer:
      sum.slot = 0;  // as with +: a sum is on no scale
      return __builtin_add_overflow(a.i, b.i, &sum.i) ? overflow("integer", a, b, context) : sum;
    case Value::Kind::uinteger:
      return __builtin_add_overflow(a.u, b.u, &sum.u) ? overflow("unsigned integer", a, b, context) : sum;
    case Value::Kind::real:
      sum.d += b.d;
      return sum;
    case Value::Kind::duration: {
      const auto nanos = std::uint64_t{a.size} + b.size;
      sum = Value::duration(a.i + b.i + static_cast<std::int64_t>(nanos / kNanosPerSecond),
                            static_cast<std::uint32_t>(nanos % kNanosPerSecond));
      return valid_duration(sum) ? sum : context.error("duration out of range (about 292 years) in sum()");
    }
    default:
      return wrong_element("sum", b, context);
  }
}

// The sum of an empty list is `zero`, which its type decides.
Value sum_from(const Value& zero, const Value& list, CallContext& context) {
  if (list.size == 0) return zero;
  if (const auto* failure = failure_among(list)) return *failure;
  if (!context.charge(list.size)) return context.too_much_work();
  Value sum = list.element(0);
  if (!is_summable(sum.kind)) return wrong_element("sum", sum, context);
  Value scaled = sum;
  for (std::uint32_t i = 1; i < list.size; ++i) {
    const Value element = list.element(i);
    if (scales_differ(scaled, element)) return context.incomparable(scaled, element);
    if (element.scale() != 0) scaled = element;
    sum = add(sum, element, context);
    if (sum.is(Value::Kind::error)) return sum;
  }
  return sum;
}

Value sum_of_ints(Arguments a, CallContext& context) { return sum_from(Value::of(std::int64_t{0}), a[0], context); }
Value sum_of_uints(Arguments a, CallContext& context) { return sum_from(Value::of_uint(0), a[0], context); }
Value sum_of_reals(Arguments a, CallContext& context) { return sum_from(Value::of(0.0), a[0], context); }
Value sum_of_durations(Arguments a, CallContext& context) { return sum_from(Value::duration(0, 0), a[0], context); }

template <typename Better>
Value best(std::string_view function, const Value& list, CallContext& context, Better better) {
  if (list.size == 0) return context.error(fmt::format("{}() of an empty list", function));
  if (const auto* failure = failure_among(list)) return *failure;
  if (!context.charge(list.size)) return context.too_much_work();
  Value found = list.element(0);
  for (std::uint32_t i = 0; i < list.size; ++i) {
    const Value candidate = list.element(i);
    if (scales_differ(candidate, found)) return context.incomparable(candidate, found);
    const auto compared = order(candidate, found);
    if (!compared) return wrong_element(function, candidate, context);
    if (i > 0 && *compared == std::partial_ordering::unordered) {
      return context.error(fmt::format("{}() cannot order NaN, which is no number", function));
    }
    if (better(*compared)) found = candidate;
  }
  return found;
}

Value least(Arguments a, CallContext& context) {
  return best("min", a[0], context, [](std::partial_ordering o) { return o < 0; });
}
Value greatest(Arguments a, CallContext& context) {
  return best("max", a[0], context, [](std::partial_ordering o) { return o > 0; });
}

Value average(Arguments a, CallContext& context) {
  if (a[0].size == 0) return context.error("avg() of an empty list");
  if (const auto* failure = failure_among(a[0])) return *failure;
  if (!context.charge(a[0].size)) return context.too_much_work();
  double sum = 0;
  for (std::uint32_t i = 0; i < a[0].size; ++i) {
    const Value element = a[0].element(i);
    switch (element.kind) {
      case Value::Kind::integer:
        sum += static_cast<double>(element.i);
        break;
      case Value::Kind::uinteger:
        sum += static_cast<double>(element.u);
        break;
      case Value::Kind::real:
        sum += element.d;
        break;
      default:
        return wrong_element("avg", element, context);
    }
  }
  return Value::of(sum / static_cast<double>(a[0].size));
}

}  // namespace

void add_list_rows(FunctionRows& rows) {
  const Type strings = Type::list(Kind::string);
  const auto add = [&rows](std::string_view name, Kind element, Type result, Function call, std::string_view doc) {
    rows.push_back({name, true, {Type::list(element)}, std::move(result), call, doc, 2});
  };
  rows.push_back({"join", true, {strings}, Kind::string, join, "the texts in a row", 2});
  rows.push_back({"join",
                  true,
                  {strings, Kind::string},
                  Kind::string,
                  join_separated,
                  "the texts in a row, the separator between any two: names.join(', ')",
                  2});
  add("sum", Kind::integer, Kind::integer, sum_of_ints, "the sum, 0 for an empty list; an error when it overflows");
  add("sum", Kind::real, Kind::real, sum_of_reals, "the sum, 0.0 for an empty list");
  add("sum", Kind::uinteger, Kind::uinteger, sum_of_uints, "the sum, 0u for an empty list; an error when it overflows");
  add("sum", Kind::duration, Kind::duration, sum_of_durations, "all lengths of time together");
  for (const auto kind : {Kind::integer, Kind::real, Kind::uinteger, Kind::string, Kind::timestamp, Kind::duration}) {
    add("min", kind, kind, least, "the least element; an error for an empty list");
    add("max", kind, kind, greatest, "the greatest element; an error for an empty list");
  }
  for (const auto kind : {Kind::integer, Kind::real, Kind::uinteger}) {
    add("avg", kind, Kind::real, average, "the arithmetic mean; an error for an empty list");
  }
}

}  // namespace sprintd::lang
