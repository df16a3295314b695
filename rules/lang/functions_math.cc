// math.*: the greater of numbers, rounding, signs, roots, bits. Integers that overflow are errors, doubles follow IEEE
// 754.
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "rules/lang/equality.h"
#include "rules/lang/function_rows.h"
#include "rules/lang/list_elements.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

constexpr std::int64_t kBits = 64;
constexpr std::array kNumbers = {Kind::integer, Kind::real, Kind::uinteger};

Value same(Arguments a, CallContext&) { return a[0]; }

bool is_number(const Value& value) {
  return value.is(Value::Kind::integer) || value.is(Value::Kind::uinteger) || value.is(Value::Kind::real);
}

// The one of two numbers that is wanted, the first where they are equal. NaN has no place among numbers.
template <bool kGreatest>
Value better(const Value& a, const Value& b, std::string_view function, CallContext& context) {
  if (scales_differ(a, b)) return context.incomparable(a, b);
  const auto compared = *order(b, a);
  if (compared == std::partial_ordering::unordered) {
    return context.error(fmt::format("{}() cannot order NaN, which is no number", function));
  }
  return (kGreatest ? compared > 0 : compared < 0) ? b : a;
}

template <bool kGreatest>
constexpr std::string_view kName = kGreatest ? "math.greatest" : "math.least";

template <bool kGreatest>
Value best_of_two(Arguments a, CallContext& context) {
  return better<kGreatest>(a[0], a[1], kName<kGreatest>, context);
}

template <bool kGreatest>
Value best_of_list(Arguments a, CallContext& context) {
  const auto name = kName<kGreatest>;
  if (a[0].size == 0) return context.error(fmt::format("{}() of an empty list", name));
  if (!context.charge(a[0].size)) return context.too_much_work();
  if (const auto* failure = failure_among(a[0])) return *failure;
  Value best = a[0].element(0);
  for (std::uint32_t i = 0; i < a[0].size; ++i) {
    const Value candidate = a[0].element(i);
    if (!is_number(candidate)) return wrong_element(name, candidate, context);
    if (i > 0) best = better<kGreatest>(best, candidate, name, context);
    if (best.is_failure()) return best;
  }
  return best;
}

Value ceiling(Arguments a, CallContext&) { return Value::of(std::ceil(a[0].d)); }
Value floor(Arguments a, CallContext&) { return Value::of(std::floor(a[0].d)); }
Value round(Arguments a, CallContext&) { return Value::of(std::round(a[0].d)); }
Value truncate(Arguments a, CallContext&) { return Value::of(std::trunc(a[0].d)); }

Value is_nan(Arguments a, CallContext&) { return Value::of(std::isnan(a[0].d)); }
Value is_infinite(Arguments a, CallContext&) { return Value::of(std::isinf(a[0].d)); }
Value is_finite(Arguments a, CallContext&) { return Value::of(std::isfinite(a[0].d)); }

Value size_of_int(Arguments a, CallContext& context) {
  if (a[0].i == std::numeric_limits<std::int64_t>::min()) {
    return context.error(fmt::format("integer overflow: math.abs({})", a[0].i));
  }
  return Value::of(a[0].i < 0 ? -a[0].i : a[0].i);
}
Value size_of_real(Arguments a, CallContext&) { return Value::of(std::fabs(a[0].d)); }

template <typename T>
T sign_of(T number) {
  if (number > T{0}) return T{1};
  return number < T{0} ? static_cast<T>(-1) : T{0};
}
Value sign_of_int(Arguments a, CallContext&) { return Value::of(sign_of(a[0].i)); }
Value sign_of_uint(Arguments a, CallContext&) { return Value::of_uint(a[0].u > 0 ? 1 : 0); }
Value sign_of_real(Arguments a, CallContext&) { return std::isnan(a[0].d) ? a[0] : Value::of(sign_of(a[0].d)); }

Value root_of_int(Arguments a, CallContext&) { return Value::of(std::sqrt(static_cast<double>(a[0].i))); }
Value root_of_uint(Arguments a, CallContext&) { return Value::of(std::sqrt(static_cast<double>(a[0].u))); }
Value root_of_real(Arguments a, CallContext&) { return Value::of(std::sqrt(a[0].d)); }

// The bits of an int or uint as a number of the same type.
Value with_bits(const Value& like, std::uint64_t bits) {
  return like.is(Value::Kind::integer) ? Value::of(static_cast<std::int64_t>(bits)) : Value::of_uint(bits);
}
std::uint64_t bits_of(const Value& number) {
  return number.is(Value::Kind::integer) ? static_cast<std::uint64_t>(number.i) : number.u;
}

Value bit_and(Arguments a, CallContext&) { return with_bits(a[0], bits_of(a[0]) & bits_of(a[1])); }
Value bit_or(Arguments a, CallContext&) { return with_bits(a[0], bits_of(a[0]) | bits_of(a[1])); }
Value bit_xor(Arguments a, CallContext&) { return with_bits(a[0], bits_of(a[0]) ^ bits_of(a[1])); }
Value bit_not(Arguments a, CallContext&) { return with_bits(a[0], ~bits_of(a[0])); }

Value negative_shift(std::string_view function, std::int64_t places, CallContext& context) {
  return context.error(fmt::format("{}() takes 0 or more places, not {}", function, places));
}
Value shift_left(Arguments a, CallContext& context) {
  const auto places = a[1].i;
  if (places < 0) return negative_shift("math.bitShiftLeft", places, context);
  return with_bits(a[0], places < kBits ? bits_of(a[0]) << places : 0);
}
// Zeros come in from the left, for a negative int too.
Value shift_right(Arguments a, CallContext& context) {
  const auto places = a[1].i;
  if (places < 0) return negative_shift("math.bitShiftRight", places, context);
  return with_bits(a[0], places < kBits ? bits_of(a[0]) >> places : 0);
}

template <bool kGreatest>
void add_best(FunctionRows& rows) {
  const auto name = kName<kGreatest>;
  for (const auto kind : kNumbers) rows.push_back({name, false, {kind}, kind, same, "the number itself", 1});
  for (const auto left : kNumbers) {
    for (const auto right : kNumbers) {
      rows.push_back({name,
                      false,
                      {left, right},
                      left == right ? left : Kind::dyn,
                      best_of_two<kGreatest>,
                      kGreatest ? "the greater number; any number of them may stand here: math.greatest(1, 5, 3) is 5"
                                : "the lesser number; any number of them may stand here: math.least(1, 5, 3) is 1",
                      1});
    }
  }
  for (const auto kind : kNumbers) {
    rows.push_back({name,
                    false,
                    {Type::list(kind)},
                    kind,
                    best_of_list<kGreatest>,
                    kGreatest ? "the greatest number in the list; an error for an empty list"
                              : "the least number in the list; an error for an empty list",
                    2});
  }
}

}  // namespace

void add_math_rows(FunctionRows& rows) {
  const auto add = [&rows](std::string_view name, std::vector<Type> arguments, Type result, Function call,
                           std::string_view doc) {
    rows.push_back({name, false, std::move(arguments), std::move(result), call, doc, 1});
  };
  const auto of_real = [&add](std::string_view name, Kind result, Function call, std::string_view doc) {
    add(name, {Kind::real}, result, call, doc);
  };
  add_best<true>(rows);
  add_best<false>(rows);
  of_real("math.ceil", Kind::real, ceiling, "the next whole number upwards: math.ceil(1.2) is 2.0");
  of_real("math.floor", Kind::real, floor, "the next whole number downwards: math.floor(-1.2) is -2.0");
  of_real("math.round", Kind::real, round, "the nearest whole number, halves away from zero: math.round(2.5) is 3.0");
  of_real("math.trunc", Kind::real, truncate, "the number without its fraction: math.trunc(-1.7) is -1.0");
  of_real("math.isNaN", Kind::boolean, is_nan, "is no number, such as 0.0 / 0.0");
  of_real("math.isInf", Kind::boolean, is_infinite, "is infinite, such as 1.0 / 0.0");
  of_real("math.isFinite", Kind::boolean, is_finite, "is neither infinite nor NaN");
  constexpr std::string_view kAbs = "the number without its sign: math.abs(-3) is 3; an error for the least int";
  add("math.abs", {Kind::integer}, Kind::integer, size_of_int, kAbs);
  add("math.abs", {Kind::real}, Kind::real, size_of_real, "the number without its sign: math.abs(-1.5) is 1.5");
  add("math.abs", {Kind::uinteger}, Kind::uinteger, same, "the number itself");
  constexpr std::string_view kSign = "-1 for a negative number, 0 for zero, 1 for a positive one, of the same type";
  add("math.sign", {Kind::integer}, Kind::integer, sign_of_int, kSign);
  add("math.sign", {Kind::real}, Kind::real, sign_of_real, kSign);
  add("math.sign", {Kind::uinteger}, Kind::uinteger, sign_of_uint, kSign);
  constexpr std::string_view kRoot = "the square root: math.sqrt(9) is 3.0; NaN for a negative number";
  add("math.sqrt", {Kind::integer}, Kind::real, root_of_int, kRoot);
  add("math.sqrt", {Kind::real}, Kind::real, root_of_real, kRoot);
  add("math.sqrt", {Kind::uinteger}, Kind::real, root_of_uint, kRoot);
  for (const auto kind : {Kind::integer, Kind::uinteger}) {
    add("math.bitAnd", {kind, kind}, kind, bit_and, "the bits that both numbers have: math.bitAnd(6, 3) is 2");
    add("math.bitOr", {kind, kind}, kind, bit_or, "the bits that either number has: math.bitOr(6, 3) is 7");
    add("math.bitXor", {kind, kind}, kind, bit_xor, "the bits that only one number has: math.bitXor(6, 3) is 5");
    add("math.bitNot", {kind}, kind, bit_not, "every bit turned over: math.bitNot(0) is -1");
    add("math.bitShiftLeft", {kind, Kind::integer}, kind, shift_left,
        "the bits moved to the left by so many places: math.bitShiftLeft(1, 3) is 8");
    add("math.bitShiftRight", {kind, Kind::integer}, kind, shift_right,
        "the bits moved to the right by so many places, zeros coming in: math.bitShiftRight(8, 3) is 1");
  }
}

}  // namespace sprintd::lang
