// Equality, order, membership and arithmetic, a second time.
#include <algorithm>
#include <cmath>
#include <limits>

#include "rules/base/arena.h"
#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

constexpr Wide kNanos = 1'000'000'000;

template <typename T>
int order_of(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

std::optional<double> as_double(const Value& value) {
  if (const auto* i = value.as<Integer>()) return static_cast<double>(i->value);
  if (const auto* u = value.as<std::uint64_t>()) return static_cast<double>(*u);
  if (const auto* d = value.as<double>()) return *d;
  return std::nullopt;
}

std::optional<Wide> as_whole(const Value& value) {
  if (const auto* i = value.as<Integer>()) return i->value;
  if (const auto* u = value.as<std::uint64_t>()) return *u;
  return std::nullopt;
}

std::optional<Wide> nanos_of(const Value& value) {
  if (const auto* t = value.as<Timestamp>()) return t->seconds * kNanos + t->nanos;
  if (const auto* d = value.as<Duration>()) return d->seconds * kNanos + d->nanos;
  return std::nullopt;
}

Wide floor_div(Wide a, Wide b) { return a / b - (a % b < 0 ? 1 : 0); }

Value timestamp_of(Wide nanos) {
  const auto seconds = floor_div(nanos, kNanos);
  if (seconds < -62'135'596'800 || seconds > 253'402'300'799) return make_error();
  return {Timestamp{static_cast<std::int64_t>(seconds), static_cast<std::int64_t>(nanos - seconds * kNanos)}};
}

Value duration_of(Wide nanos) {
  if (nanos > std::numeric_limits<std::int64_t>::max() || nanos < std::numeric_limits<std::int64_t>::min()) {
    return make_error();
  }
  const auto seconds = floor_div(nanos, kNanos);
  return {Duration{static_cast<std::int64_t>(seconds), static_cast<std::int64_t>(nanos - seconds * kNanos)}};
}

Value int_of(Wide value) {
  if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min()) {
    return make_error();
  }
  return make_int(static_cast<std::int64_t>(value));
}

Value uint_of(Wide value) {
  if (value > std::numeric_limits<std::uint64_t>::max() || value < 0) return make_error();
  return {static_cast<std::uint64_t>(value)};
}

std::optional<Wide> whole_result(char sign, Wide a, Wide b) {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*': {
      Wide product = 0;
      return __builtin_mul_overflow(a, b, &product) ? std::nullopt : std::optional(product);
    }
    case '/':
      return b == 0 ? std::nullopt : std::optional(a / b);
    default:
      return b == 0 ? std::nullopt : std::optional(a % b);
  }
}

Value real_result(char sign, double a, double b) {
  switch (sign) {
    case '+':
      return {a + b};
    case '-':
      return {a - b};
    case '*':
      return {a * b};
    case '/':
      return {a / b};
    default:
      return make_error();
  }
}

Value sum_of_others(const Value& a, const Value& b) {
  if (a.as<std::string>() != nullptr && b.as<std::string>() != nullptr) {
    return {*a.as<std::string>() + *b.as<std::string>()};
  }
  if (a.as<Bytes>() != nullptr && b.as<Bytes>() != nullptr) {
    return {Bytes{a.as<Bytes>()->bytes + b.as<Bytes>()->bytes}};
  }
  if (a.list() != nullptr && b.list() != nullptr) {
    auto elements = *a.list();
    elements.insert(elements.end(), b.list()->begin(), b.list()->end());
    return make_list(std::move(elements));
  }
  return make_error();
}

Value time_result(char sign, const Value& a, const Value& b) {
  const bool a_instant = a.as<Timestamp>() != nullptr;
  const bool b_instant = b.as<Timestamp>() != nullptr;
  if (sign == '+') {
    if (a_instant && b_instant) return make_error();
    const auto sum = *nanos_of(a) + *nanos_of(b);
    return a_instant || b_instant ? timestamp_of(sum) : duration_of(sum);
  }
  if (sign != '-' || (!a_instant && b_instant)) return make_error();
  const auto difference = *nanos_of(a) - *nanos_of(b);
  return a_instant && !b_instant ? timestamp_of(difference) : duration_of(difference);
}

Value arithmetic(char sign, const Value& a, const Value& b, const World& world) {
  if (a.as<Integer>() != nullptr && b.as<Integer>() != nullptr) {
    if (sign == '-' && scales_differ(a, b)) return incomparable(a, b, world);
    const auto a_value = a.as<Integer>()->value;
    const auto b_value = b.as<Integer>()->value;
    // The rest of this division would be 0; CEL calls it an overflow like the division.
    if (sign == '%' && b_value == -1 && a_value == std::numeric_limits<std::int64_t>::min()) return make_error();
    const auto result = whole_result(sign, a_value, b_value);
    return result ? int_of(*result) : make_error();
  }
  if (a.as<std::uint64_t>() != nullptr && b.as<std::uint64_t>() != nullptr) {
    const auto result = whole_result(sign, *a.as<std::uint64_t>(), *b.as<std::uint64_t>());
    return result ? uint_of(*result) : make_error();
  }
  if (a.as<double>() != nullptr && b.as<double>() != nullptr)
    return real_result(sign, *a.as<double>(), *b.as<double>());
  if (nanos_of(a) && nanos_of(b)) return time_result(sign, a, b);
  return sign == '+' ? sum_of_others(a, b) : make_error();
}

Value equal_lists(const List& a, const List& b, const World& world) {
  if (a.size() != b.size()) return {false};
  Value result{true};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto same = equal(a[i], b[i], world);
    if (same.as<Error>() != nullptr) return same;
    if (const auto* is = same.as<bool>(); is != nullptr && !*is) return same;
    if (same.as<Unknown>() != nullptr && !result.failed()) result = same;
  }
  return result;
}

Value equal_maps(const Map& a, const Map& b, const World& world) {
  if (a.size() != b.size()) return {false};
  List values;
  List others;
  for (const auto& [key, value] : a) {
    const auto* other = find(b, key);
    if (other == nullptr)
      return equal_lists(values, others, world).as<Error>() != nullptr ? make_error() : Value{false};
    values.push_back(value);
    others.push_back(*other);
  }
  return equal_lists(values, others, world);
}

}  // namespace

bool scales_differ(const Value& a, const Value& b) {
  const auto* first = a.as<Integer>();
  const auto* second = b.as<Integer>();
  return first != nullptr && second != nullptr && first->scale != 0 && second->scale != 0 &&
         first->scale != second->scale;
}

Value incomparable(const Value& a, const Value& b, const World& world) {
  if (world.facts == nullptr) return make_error();
  Arena arena;
  return from_real(world.facts->incomparable(to_real(a, arena), to_real(b, arena), arena));
}

bool is_number(const Value& value) { return as_double(value).has_value(); }

bool is_key(const Value& value) {
  return value.as<bool>() != nullptr || value.as<Integer>() != nullptr || value.as<std::uint64_t>() != nullptr ||
         value.as<std::string>() != nullptr;
}

std::optional<int> compare(const Value& a, const Value& b) {
  constexpr int kUnordered = 2;
  if (is_number(a) && is_number(b)) {
    if (as_whole(a) && as_whole(b)) return order_of(*as_whole(a), *as_whole(b));
    const auto x = *as_double(a);
    const auto y = *as_double(b);
    return std::isnan(x) || std::isnan(y) ? kUnordered : order_of(x, y);
  }
  if (a.is.index() != b.is.index()) return std::nullopt;
  if (const auto* is = a.as<bool>()) return order_of(*is, *b.as<bool>());
  if (const auto* is = a.as<std::string>()) return order_of(is->compare(*b.as<std::string>()), 0);
  if (const auto* is = a.as<Bytes>()) return order_of(is->bytes.compare(b.as<Bytes>()->bytes), 0);
  if (nanos_of(a)) return order_of(*nanos_of(a), *nanos_of(b));
  return std::nullopt;
}

Value equal(const Value& a, const Value& b, const World& world) {
  const std::vector<Value> both = {a, b};
  if (const auto failure = first_failure(both); failure.failed()) return failure;
  if (scales_differ(a, b)) return incomparable(a, b, world);
  if (a.list() != nullptr && b.list() != nullptr) return equal_lists(*a.list(), *b.list(), world);
  if (a.map() != nullptr && b.map() != nullptr) return equal_maps(*a.map(), *b.map(), world);
  if (const auto order = compare(a, b)) return {*order == 0};
  if (a.is.index() != b.is.index()) return {false};
  if (const auto* optional = a.as<Optional>()) {
    const auto* other = b.as<Optional>();
    if (optional->value == nullptr || other->value == nullptr) return {optional->value == other->value};
    return equal(*optional->value, *other->value, world);
  }
  return {identical(a, b)};
}

const Value* find(const Map& map, const Value& key) {
  const auto same = [&key](const auto& entry) {
    const bool alike = entry.first.is.index() == key.is.index() || (is_number(entry.first) && is_number(key));
    return alike && compare(entry.first, key) == 0;
  };
  const auto found = std::ranges::find_if(map, same);
  return found == map.end() ? nullptr : &found->second;
}

Value contains(const Value& container, const Value& element, const World& world) {
  if (const auto* map = container.map()) return {find(*map, element) != nullptr};
  const auto* list = container.list();
  if (list == nullptr) return make_error();
  Value result{false};
  for (const auto& candidate : *list) {
    const auto same = equal(element, candidate, world);
    if (same.as<Error>() != nullptr) return same;
    if (const auto* is = same.as<bool>(); is != nullptr && *is) return same;
    if (same.as<Unknown>() != nullptr && !result.failed()) result = same;
  }
  return result;
}

std::optional<Value> call_operator(std::string_view name, bool, Arguments a, const World& world) {
  if (name == "-_") {
    if (const auto* is = a[0].as<Integer>()) return int_of(-Wide{is->value});
    if (const auto* is = a[0].as<double>()) return Value{-*is};
    return make_error();
  }
  if (name.size() < 3 || name.front() != '_' || name.back() != '_') return std::nullopt;
  const auto sign = name.substr(1, name.size() - 2);
  if (sign.size() == 1 && std::string_view("+-*/%").find(sign[0]) != std::string_view::npos) {
    return arithmetic(sign[0], a[0], a[1], world);
  }
  if (sign[0] != '<' && sign[0] != '>') return std::nullopt;
  if (scales_differ(a[0], a[1])) return incomparable(a[0], a[1], world);
  const auto order = compare(a[0], a[1]);
  if (!order) return make_error();
  if (*order == 2) return Value{false};
  const bool holds = sign == "<" ? *order < 0 : sign == "<=" ? *order <= 0 : sign == ">" ? *order > 0 : *order >= 0;
  return Value{holds};
}

std::optional<Value> call(std::string_view name, bool member, Arguments arguments, const World& world) {
  for (const auto subject :
       {call_operator, call_conversion, call_time, call_text, call_regex, call_list, call_math, call_optional}) {
    if (auto result = subject(name, member, arguments, world)) return result;
  }
  return std::nullopt;
}

lang::Value to_real(const Value& value, Arena& arena) {
  if (const auto* is = value.as<bool>()) return lang::Value::of(*is);
  if (const auto* is = value.as<Integer>()) {
    auto real = lang::Value::of(is->value);
    real.slot = is->scale;
    return real;
  }
  if (const auto* is = value.as<std::uint64_t>()) return lang::Value::of_uint(*is);
  if (const auto* is = value.as<double>()) return lang::Value::of(*is);
  if (const auto* is = value.as<std::string>()) return lang::Value::of(arena.copy(*is));
  if (const auto* is = value.as<Bytes>()) return lang::Value::of_bytes(arena.copy(is->bytes));
  if (const auto* is = value.as<Timestamp>()) {
    return lang::Value::timestamp(is->seconds, static_cast<std::uint32_t>(is->nanos));
  }
  if (const auto* is = value.as<Duration>()) {
    return lang::Value::duration(is->seconds, static_cast<std::uint32_t>(is->nanos));
  }
  if (const auto* is = value.as<Row>()) return lang::Value::of_entity(is->entity, is->row);
  if (const auto* is = value.as<Unknown>()) return lang::Value::unknown(is->field);
  if (const auto* list = value.list()) {
    const auto elements = arena.array<lang::Value>(list->size());
    std::ranges::transform(*list, elements.begin(), [&arena](const Value& v) { return to_real(v, arena); });
    return lang::Value::of_list(elements);
  }
  if (value.as<Null>() != nullptr) return lang::Value::null();
  return lang::make_error(arena, "no host function takes such a value");
}

}  // namespace sprintd::lang::reference
