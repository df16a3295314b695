// + - * / % and negation, of numbers, texts, lists and times. Integers that overflow are errors, doubles follow IEEE
// 754.
#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <limits>

#include "rules/lang/function_rows.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

constexpr auto kMinInt = std::numeric_limits<std::int64_t>::min();

template <typename T>
Value overflow(T a, std::string_view sign, T b, CallContext& context) {
  return context.error(
      fmt::format("{} overflow: {} {} {}", std::is_signed_v<T> ? "integer" : "unsigned integer", a, sign, b));
}

Value add_int(Arguments a, CallContext& context) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a[0].i, a[1].i, &sum)) return overflow(a[0].i, "+", a[1].i, context);
  return Value::of(sum);
}
Value add_uint(Arguments a, CallContext& context) {
  std::uint64_t sum = 0;
  if (__builtin_add_overflow(a[0].u, a[1].u, &sum)) return overflow(a[0].u, "+", a[1].u, context);
  return Value::of_uint(sum);
}
Value add_real(Arguments a, CallContext&) { return Value::of(a[0].d + a[1].d); }

Value subtract_int(Arguments a, CallContext& context) {
  if (scales_differ(a[0], a[1])) return context.incomparable(a[0], a[1]);
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a[0].i, a[1].i, &difference)) return overflow(a[0].i, "-", a[1].i, context);
  return Value::of(difference);
}
Value subtract_uint(Arguments a, CallContext& context) {
  std::uint64_t difference = 0;
  if (__builtin_sub_overflow(a[0].u, a[1].u, &difference)) return overflow(a[0].u, "-", a[1].u, context);
  return Value::of_uint(difference);
}
Value subtract_real(Arguments a, CallContext&) { return Value::of(a[0].d - a[1].d); }

Value multiply_int(Arguments a, CallContext& context) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a[0].i, a[1].i, &product)) return overflow(a[0].i, "*", a[1].i, context);
  return Value::of(product);
}
Value multiply_uint(Arguments a, CallContext& context) {
  std::uint64_t product = 0;
  if (__builtin_mul_overflow(a[0].u, a[1].u, &product)) return overflow(a[0].u, "*", a[1].u, context);
  return Value::of_uint(product);
}
Value multiply_real(Arguments a, CallContext&) { return Value::of(a[0].d * a[1].d); }

Value by_zero(Arguments a, std::string_view sign, CallContext& context) {
  return context.error(fmt::format("division by zero: {} {} {}", shown_value(a[0], context.facts), sign,
                                   shown_value(a[1], context.facts)));
}

Value divide_int(Arguments a, CallContext& context) {
  if (a[1].i == 0) return by_zero(a, "/", context);
  if (a[0].i == kMinInt && a[1].i == -1) return overflow(a[0].i, "/", a[1].i, context);
  return Value::of(a[0].i / a[1].i);
}
Value divide_uint(Arguments a, CallContext& context) {
  if (a[1].u == 0) return by_zero(a, "/", context);
  return Value::of_uint(a[0].u / a[1].u);
}
Value divide_real(Arguments a, CallContext&) {
  // Stated, because to divide by 0.0 is left open by C++: an infinity, or NaN.
  static_assert(std::numeric_limits<double>::is_iec559);
  return Value::of(a[0].d / a[1].d);
}

Value modulo_int(Arguments a, CallContext& context) {
  if (a[1].i == 0) return by_zero(a, "%", context);
  if (a[0].i == kMinInt && a[1].i == -1) return overflow(a[0].i, "%", a[1].i, context);
  return Value::of(a[0].i % a[1].i);
}
Value modulo_uint(Arguments a, CallContext& context) {
  if (a[1].u == 0) return by_zero(a, "%", context);
  return Value::of_uint(a[0].u % a[1].u);
}

Value negate_int(Arguments a, CallContext& context) {
  if (a[0].i == kMinInt) return context.error(fmt::format("integer overflow: -({})", a[0].i));
  return Value::of(-a[0].i);
}
Value negate_real(Arguments a, CallContext&) { return Value::of(-a[0].d); }

Value add_text(Arguments a, CallContext& context) {
  const auto size = std::size_t{a[0].size} + a[1].size;
  if (!context.affords(size)) return context.too_much_memory();
  if (!context.charge(size / 64)) return context.too_much_work();
  const auto bytes = context.arena.array<char>(size);
  std::copy_n(a[0].text, a[0].size, bytes.begin());
  std::copy_n(a[1].text, a[1].size, bytes.begin() + a[0].size);
  Value joined = Value::of(std::string_view{bytes.data(), size});
  joined.kind = a[0].kind;
  return joined;
}

Value add_lists(Arguments a, CallContext& context) {
  const auto size = std::size_t{a[0].size} + a[1].size;
  if (!context.affords(size * sizeof(Value))) return context.too_much_memory();
  if (!context.charge(size)) return context.too_much_work();
  const auto values = context.arena.array<Value>(size);
  for (std::uint32_t i = 0; i < a[0].size; ++i) values[i] = a[0].element(i);
  for (std::uint32_t i = 0; i < a[1].size; ++i) values[a[0].size + i] = a[1].element(i);
  return Value::of_list(values);
}

Value in_range(const Value& value, const Value& a, std::string_view sign, const Value& b, CallContext& context) {
  const bool instant = value.is(Value::Kind::timestamp);
  if (instant ? valid_timestamp(value) : valid_duration(value)) return value;
  return context.error(fmt::format("{} out of range ({}): {} {} {}", kind_name(value.kind),
                                   instant ? "years 1 to 9999" : "about 292 years", shown_value(a, context.facts), sign,
                                   shown_value(b, context.facts)));
}

// Timestamps and durations lie far enough from the ends of int64 for these sums.
Value plus(const Value& a, const Value& b, Value::Kind kind, CallContext& context) {
  const auto nanos = std::uint64_t{a.size} + b.size;
  Value sum = Value::timestamp(a.i + b.i + static_cast<std::int64_t>(nanos / kNanosPerSecond),
                               static_cast<std::uint32_t>(nanos % kNanosPerSecond));
  sum.kind = kind;
  return in_range(sum, a, "+", b, context);
}

Value minus(const Value& a, const Value& b, Value::Kind kind, CallContext& context) {
  const bool borrow = a.size < b.size;
  Value difference = Value::timestamp(a.i - b.i - (borrow ? 1 : 0),
                                      a.size - b.size + (borrow ? static_cast<std::uint32_t>(kNanosPerSecond) : 0U));
  difference.kind = kind;
  return in_range(difference, a, "-", b, context);
}

Value add_times(Arguments a, CallContext& context) {
  const bool instant = a[0].is(Value::Kind::timestamp) || a[1].is(Value::Kind::timestamp);
  return plus(a[0], a[1], instant ? Value::Kind::timestamp : Value::Kind::duration, context);
}
Value subtract_times(Arguments a, CallContext& context) {
  const bool instant = a[0].is(Value::Kind::timestamp) && a[1].is(Value::Kind::duration);
  return minus(a[0], a[1], instant ? Value::Kind::timestamp : Value::Kind::duration, context);
}

void add_binary(FunctionRows& rows, std::string_view name, Kind left, Kind right, Kind result, Function call,
                std::string_view doc) {
  rows.push_back({name, false, {left, right}, result, call, doc, 1});
}

}  // namespace

void add_arithmetic_rows(FunctionRows& rows) {
  const auto i = Kind::integer;
  const auto u = Kind::uinteger;
  const auto d = Kind::real;
  const auto time = Kind::timestamp;
  const auto length = Kind::duration;
  const Type list = Type::list(Type::variable("T"));

  add_binary(rows, "_+_", i, i, i, add_int, "the sum; an error when it overflows");
  add_binary(rows, "_+_", d, d, d, add_real, "the sum");
  add_binary(rows, "_+_", u, u, u, add_uint, "the sum; an error when it overflows");
  add_binary(rows, "_+_", Kind::string, Kind::string, Kind::string, add_text, "both texts in a row");
  add_binary(rows, "_+_", Kind::bytes, Kind::bytes, Kind::bytes, add_text, "both byte strings in a row");
  rows.push_back({"_+_", false, {list, list}, list, add_lists, "the elements of both lists in a row", 1});
  add_binary(rows, "_+_", time, length, time, add_times, "so much later");
  add_binary(rows, "_+_", length, time, time, add_times, "so much later");
  add_binary(rows, "_+_", length, length, length, add_times, "both lengths of time together");

  add_binary(rows, "_-_", i, i, i, subtract_int, "the difference; an error when it overflows");
  add_binary(rows, "_-_", d, d, d, subtract_real, "the difference");
  add_binary(rows, "_-_", u, u, u, subtract_uint, "the difference; an error below 0");
  add_binary(rows, "_-_", time, time, length, subtract_times, "the time from the second to the first");
  add_binary(rows, "_-_", time, length, time, subtract_times, "so much earlier");
  add_binary(rows, "_-_", length, length, length, subtract_times, "the difference of two lengths of time");

  add_binary(rows, "_*_", i, i, i, multiply_int, "the product; an error when it overflows");
  add_binary(rows, "_*_", d, d, d, multiply_real, "the product");
  add_binary(rows, "_*_", u, u, u, multiply_uint, "the product; an error when it overflows");

  add_binary(rows, "_/_", i, i, i, divide_int, "the quotient, towards zero: 7 / 2 is 3; an error when dividing by 0");
  add_binary(rows, "_/_", d, d, d, divide_real, "the quotient");
  add_binary(rows, "_/_", u, u, u, divide_uint, "the quotient, rounded down; an error when dividing by 0");

  add_binary(rows, "_%_", i, i, i, modulo_int, "the rest of the division, with the sign of the left: -7 % 3 is -1");
  add_binary(rows, "_%_", u, u, u, modulo_uint, "the rest of the division");

  rows.push_back({"-_", false, {i}, i, negate_int, "the number with the other sign", 1});
  rows.push_back({"-_", false, {d}, d, negate_real, "the number with the other sign", 1});
}

}  // namespace sprintd::lang
