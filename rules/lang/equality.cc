#include "rules/lang/equality.h"

#include <cstring>

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

bool is_number(Kind kind) { return kind == Kind::integer || kind == Kind::uinteger || kind == Kind::real; }

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 18446744073709551616.0;

// As CEL compares an integer with a double: as doubles, so an integer above 2^53 equals the double nearest to it.
std::partial_ordering order_integer_real(std::int64_t a, double b) {
  if (b > kTwoTo63) return std::partial_ordering::less;
  if (b < -kTwoTo63) return std::partial_ordering::greater;
  return static_cast<double>(a) <=> b;
}

std::partial_ordering order_uinteger_real(std::uint64_t a, double b) {
  if (b > kTwoTo64) return std::partial_ordering::less;
  if (b < 0) return std::partial_ordering::greater;
  return static_cast<double>(a) <=> b;
}

std::partial_ordering order_integer_uinteger(std::int64_t a, std::uint64_t b) {
  if (a < 0) return std::partial_ordering::less;
  return static_cast<std::uint64_t>(a) <=> b;
}

std::partial_ordering reverse(std::partial_ordering order) { return 0 <=> order; }

std::partial_ordering order_numbers(const Value& a, const Value& b) {
  switch (a.kind) {
    case Kind::integer:
      if (b.is(Kind::integer)) return a.i <=> b.i;
      if (b.is(Kind::uinteger)) return order_integer_uinteger(a.i, b.u);
      return order_integer_real(a.i, b.d);
    case Kind::uinteger:
      if (b.is(Kind::integer)) return reverse(order_integer_uinteger(b.i, a.u));
      if (b.is(Kind::uinteger)) return a.u <=> b.u;
      return order_uinteger_real(a.u, b.d);
    default:
      if (b.is(Kind::integer)) return reverse(order_integer_real(b.i, a.d));
      if (b.is(Kind::uinteger)) return reverse(order_uinteger_real(b.u, a.d));
      return a.d <=> b.d;
  }
}

bool same_bytes(const Value& a, const Value& b) {
  return a.size == b.size && (a.size == 0 || std::memcmp(a.text, b.text, a.size) == 0);
}

Value equal_lists(const Value& a, const Value& b, CallContext& context) {
  if (a.size != b.size) return Value::of(false);
  if (!context.charge(a.size)) return context.too_much_work();
  Value result = Value::of(true);
  for (std::uint32_t i = 0; i < a.size; ++i) {
    const Value same = equals(a.element(i), b.element(i), context);
    if (same.is_false() || same.is(Kind::error)) return same;
    if (same.is(Kind::unknown) && result.is_true()) result = same;
  }
  return result;
}

Value equal_maps(const Value& a, const Value& b, CallContext& context) {
  if (a.size != b.size) return Value::of(false);
  Value result = Value::of(true);
  for (std::uint32_t i = 0; i < a.size; ++i) {
    if (!context.charge(1)) return context.too_much_work();
    const Value* other = find_key(b, a.entries[i].key, context);
    if (other == nullptr) return Value::of(false);
    const Value same = equals(a.entries[i].value, *other, context);
    if (same.is_false() || same.is(Kind::error)) return same;
    if (same.is(Kind::unknown) && result.is_true()) result = same;
  }
  return result;
}

}  // namespace

Value equals(const Value& a, const Value& b, CallContext& context) {
  if (a.is(Kind::unknown)) return a;
  if (b.is(Kind::unknown)) return b;
  if (a.is(Kind::error)) return a;
  if (b.is(Kind::error)) return b;
  if (scales_differ(a, b)) return context.incomparable(a, b);
  if (is_number(a.kind) && is_number(b.kind)) return Value::of(order_numbers(a, b) == 0);
  if (a.is_list() && b.is_list()) return equal_lists(a, b, context);
  if (a.kind != b.kind) return Value::of(false);
  switch (a.kind) {
    case Kind::null:
      return Value::of(true);
    case Kind::boolean:
      return Value::of(a.b == b.b);
    case Kind::string:
    case Kind::bytes:
      if (!context.charge(a.size == b.size ? a.size / 64 : 0)) return context.too_much_work();
      return Value::of(same_bytes(a, b));
    case Kind::timestamp:
    case Kind::duration:
      return Value::of(a.i == b.i && a.size == b.size);
    case Kind::map:
      return equal_maps(a, b, context);
    case Kind::type:
      return Value::of(a.type->kind == b.type->kind && a.type->entity == b.type->entity);
    case Kind::optional:
      if (a.values == nullptr || b.values == nullptr) return Value::of(a.values == b.values);
      return equals(*a.values, *b.values, context);
    case Kind::entity:
      return Value::of(a.entity == b.entity && a.row == b.row);
    default:
      return Value::of(false);
  }
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
  if (is_number(a.kind) && is_number(b.kind)) return order_numbers(a, b);
  if (a.kind != b.kind) return std::nullopt;
  switch (a.kind) {
    case Kind::boolean:
      return a.b <=> b.b;
    case Kind::string:
    case Kind::bytes:
      return a.string() <=> b.string();
    case Kind::timestamp:
    case Kind::duration:
      return a.i != b.i ? a.i <=> b.i : a.size <=> b.size;
    default:
      return std::nullopt;
  }
}

const Value* find_key(const Value& map, const Value& key, CallContext& context) {
  context.steps += map.size / 4;
  for (std::uint32_t i = 0; i < map.size; ++i) {
    const Value& candidate = map.entries[i].key;
    if (candidate.kind == key.kind && key.is(Kind::string)) {
      if (same_bytes(candidate, key)) return &map.entries[i].value;
    } else if (is_number(candidate.kind) && is_number(key.kind)) {
      if (order_numbers(candidate, key) == 0) return &map.entries[i].value;
    } else if (candidate.is(Kind::boolean) && key.is(Kind::boolean) && candidate.b == key.b) {
      return &map.entries[i].value;
    }
  }
  return nullptr;
}

Value contains_element(const Value& element, const Value& container, CallContext& context) {
  if (container.is(Kind::map)) return Value::of(find_key(container, element, context) != nullptr);
  if (container.is(Kind::rows)) {
    if (!context.charge(container.size / 4)) return context.too_much_work();
    if (!element.is(Kind::entity) || element.entity != container.entity) return Value::of(false);
    for (std::uint32_t i = 0; i < container.size; ++i) {
      if (container.rows[i] == element.row) return Value::of(true);
    }
    return Value::of(false);
  }
  if (!context.charge(container.size)) return context.too_much_work();
  Value result = Value::of(false);
  for (std::uint32_t i = 0; i < container.size; ++i) {
    const Value& candidate = container.values[i];
    if (element.is(Kind::string) && candidate.is(Kind::string)) {
      if (same_bytes(element, candidate)) return Value::of(true);
      continue;
    }
    const Value same = equals(element, candidate, context);
    if (same.is_true() || same.is(Kind::error)) return same;
    if (same.is(Kind::unknown) && result.is_false()) result = same;
  }
  return result;
}

}  // namespace sprintd::lang
