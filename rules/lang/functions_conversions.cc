// int(), uint(), double(), string(), bytes(), bool(), timestamp(), duration(), type() and dyn().
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "rules/base/utf8.h"
#include "rules/lang/function_rows.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

Value same(Arguments a, CallContext&) { return a[0]; }

Value text(CallContext& context, std::string_view made) { return Value::of(context.arena.copy(made)); }

Value not_a(std::string_view what, const Value& value, CallContext& context) {
  return context.error(fmt::format("{} is not {}", quoted_text(value.string()), what));
}

std::string real_text(double number) { return std::isnan(number) ? "NaN" : fmt::format("{}", number); }

template <typename T>
std::optional<T> parsed(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  T number{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Value int_of_uint(Arguments a, CallContext& context) {
  if (a[0].u > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return context.error(fmt::format("{} is out of the range of int", a[0].u));
  }
  return Value::of(static_cast<std::int64_t>(a[0].u));
}
Value int_of_real(Arguments a, CallContext& context) {
  constexpr double kLimit = 9223372036854775808.0;  // 2^63; CEL leaves out both ends, where rounding hides the number
  if (!(a[0].d > -kLimit && a[0].d < kLimit))
    return context.error(fmt::format("{} is out of the range of int", real_text(a[0].d)));
  return Value::of(static_cast<std::int64_t>(a[0].d));
}
Value int_of_string(Arguments a, CallContext& context) {
  const auto number = parsed<std::int64_t>(a[0].string());
  return number ? Value::of(*number) : not_a("an int", a[0], context);
}
Value int_of_timestamp(Arguments a, CallContext&) { return Value::of(a[0].i); }

Value uint_of_int(Arguments a, CallContext& context) {
  if (a[0].i < 0) return context.error(fmt::format("{} is out of the range of uint", a[0].i));
  return Value::of_uint(static_cast<std::uint64_t>(a[0].i));
}
Value uint_of_real(Arguments a, CallContext& context) {
  constexpr double kLimit = 18446744073709551616.0;  // 2^64
  if (!(a[0].d >= 0 && a[0].d < kLimit))
    return context.error(fmt::format("{} is out of the range of uint", real_text(a[0].d)));
  return Value::of_uint(static_cast<std::uint64_t>(a[0].d));
}
Value uint_of_string(Arguments a, CallContext& context) {
  const auto number = parsed<std::uint64_t>(a[0].string());
  return number ? Value::of_uint(*number) : not_a("a uint", a[0], context);
}

Value real_of_int(Arguments a, CallContext&) { return Value::of(static_cast<double>(a[0].i)); }
Value real_of_uint(Arguments a, CallContext&) { return Value::of(static_cast<double>(a[0].u)); }
Value real_of_string(Arguments a, CallContext& context) {
  const auto number = parsed<double>(a[0].string());
  return number ? Value::of(*number) : not_a("a double", a[0], context);
}

Value string_of_bool(Arguments a, CallContext&) {
  return Value::of(a[0].b ? std::string_view{"true"} : std::string_view{"false"});
}
Value string_of_int(Arguments a, CallContext& context) { return text(context, fmt::format("{}", a[0].i)); }
Value string_of_uint(Arguments a, CallContext& context) { return text(context, fmt::format("{}", a[0].u)); }
Value string_of_real(Arguments a, CallContext& context) {
  if (std::isnan(a[0].d)) return Value::of(std::string_view{"NaN"});
  if (std::isinf(a[0].d)) return Value::of(a[0].d > 0 ? std::string_view{"+Inf"} : std::string_view{"-Inf"});
  return text(context, fmt::format("{}", a[0].d));
}
Value string_of_bytes(Arguments a, CallContext& context) {
  if (find_bad_utf8(a[0].string()))
    return context.error(fmt::format("{} is not UTF-8, the encoding of texts", shown_value(a[0], context.facts)));
  return Value::of(a[0].string());
}
Value string_of_timestamp(Arguments a, CallContext& context) { return text(context, timestamp_text(a[0])); }
Value string_of_duration(Arguments a, CallContext& context) { return text(context, duration_text(a[0])); }

Value bytes_of_string(Arguments a, CallContext&) { return Value::of_bytes(a[0].string()); }

Value bool_of_string(Arguments a, CallContext& context) {
  static constexpr std::array<std::string_view, 5> kTrue = {"true", "True", "TRUE", "t", "1"};
  static constexpr std::array<std::string_view, 5> kFalse = {"false", "False", "FALSE", "f", "0"};
  for (const auto word : kTrue) {
    if (a[0].string() == word) return Value::of(true);
  }
  for (const auto word : kFalse) {
    if (a[0].string() == word) return Value::of(false);
  }
  return not_a("a bool", a[0], context);
}

Value timestamp_of_string(Arguments a, CallContext& context) {
  const auto value = parse_timestamp(a[0].string());
  return value ? *value : not_a("a timestamp such as '2026-03-02T15:00:00Z'", a[0], context);
}
Value timestamp_of_int(Arguments a, CallContext& context) {
  const auto value = Value::timestamp(a[0].i, 0);
  if (!valid_timestamp(value)) {
    return context.error(fmt::format("timestamp out of range (years 1 to 9999): {} seconds", a[0].i));
  }
  return value;
}
Value duration_of_string(Arguments a, CallContext& context) {
  const auto value = parse_duration(a[0].string());
  return value ? *value : not_a("a duration such as '1h30m'", a[0], context);
}

Type::Kind type_kind(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null:
      return Kind::null;
    case Value::Kind::boolean:
      return Kind::boolean;
    case Value::Kind::integer:
      return Kind::integer;
    case Value::Kind::uinteger:
      return Kind::uinteger;
    case Value::Kind::real:
      return Kind::real;
    case Value::Kind::string:
      return Kind::string;
    case Value::Kind::bytes:
      return Kind::bytes;
    case Value::Kind::timestamp:
      return Kind::timestamp;
    case Value::Kind::duration:
      return Kind::duration;
    case Value::Kind::list:
    case Value::Kind::rows:
      return Kind::list;
    case Value::Kind::map:
      return Kind::map;
    case Value::Kind::type:
      return Kind::type;
    case Value::Kind::optional:
      return Kind::optional;
    case Value::Kind::entity:
      return Kind::entity;
    case Value::Kind::error:
    case Value::Kind::unknown:
      break;
  }
  return Kind::error;
}

// The types that values can name: one for each kind and for each entity type. They live as long as the program, since
// values point at them.
Value type_of(Arguments a, CallContext&) {
  static constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::error) + 1;
  static const std::vector<Type> types = [] {
    std::vector<Type> all;
    for (std::size_t kind = 0; kind < kKinds; ++kind) all.emplace_back(static_cast<Kind>(kind));
    for (unsigned entity = 0; entity < 256; ++entity) all.push_back(Type::of_entity(EntityType(entity)));
    return all;
  }();
  const auto kind = type_kind(a[0].kind);
  if (kind == Kind::entity) return Value::of_type(types[kKinds + static_cast<std::size_t>(a[0].entity)]);
  return Value::of_type(types[static_cast<std::size_t>(kind)]);
}

}  // namespace

void add_conversion_rows(FunctionRows& rows) {
  const auto add = [&rows](std::string_view name, Type from, Type to, Function call, std::string_view doc) {
    rows.push_back({name, false, {std::move(from)}, std::move(to), call, doc, 1});
  };
  const Type t = Type::variable("T");
  add("int", Kind::integer, Kind::integer, same, "the number itself");
  add("int", Kind::uinteger, Kind::integer, int_of_uint, "the same number; an error when it is too large");
  add("int", Kind::real, Kind::integer, int_of_real, "the number without its fraction; an error when it does not fit");
  add("int", Kind::string, Kind::integer, int_of_string, "the number that the text says: int('12')");
  add("int", Kind::timestamp, Kind::integer, int_of_timestamp, "seconds since 1970-01-01T00:00:00Z");
  add("uint", Kind::uinteger, Kind::uinteger, same, "the number itself");
  add("uint", Kind::integer, Kind::uinteger, uint_of_int, "the same number; an error below 0");
  add("uint", Kind::real, Kind::uinteger, uint_of_real,
      "the number without its fraction; an error when it does not fit");
  add("uint", Kind::string, Kind::uinteger, uint_of_string, "the number that the text says: uint('12')");
  add("double", Kind::real, Kind::real, same, "the number itself");
  add("double", Kind::integer, Kind::real, real_of_int, "the number as a double");
  add("double", Kind::uinteger, Kind::real, real_of_uint, "the number as a double");
  add("double", Kind::string, Kind::real, real_of_string, "the number that the text says: double('1.5')");
  add("string", Kind::string, Kind::string, same, "the text itself");
  add("string", Kind::boolean, Kind::string, string_of_bool, "'true' or 'false'");
  add("string", Kind::integer, Kind::string, string_of_int, "the number in decimal digits");
  add("string", Kind::uinteger, Kind::string, string_of_uint, "the number in decimal digits");
  add("string", Kind::real, Kind::string, string_of_real, "the shortest text that means this number");
  add("string", Kind::bytes, Kind::string, string_of_bytes, "the bytes read as UTF-8; an error when they are not");
  add("string", Kind::timestamp, Kind::string, string_of_timestamp, "as '2026-03-02T15:00:00Z'");
  add("string", Kind::duration, Kind::string, string_of_duration, "in seconds: '5400s'");
  add("bytes", Kind::bytes, Kind::bytes, same, "the bytes themselves");
  add("bytes", Kind::string, Kind::bytes, bytes_of_string, "the text in UTF-8");
  add("bool", Kind::boolean, Kind::boolean, same, "the value itself");
  add("bool", Kind::string, Kind::boolean, bool_of_string, "of 'true', 't', '1', 'false', 'f', '0'");
  add("timestamp", Kind::timestamp, Kind::timestamp, same, "the instant itself");
  add("timestamp", Kind::string, Kind::timestamp, timestamp_of_string, "of a text such as '2026-03-02T15:00:00Z'");
  add("timestamp", Kind::integer, Kind::timestamp, timestamp_of_int, "so many seconds after 1970-01-01T00:00:00Z");
  add("duration", Kind::duration, Kind::duration, same, "the length of time itself");
  add("duration", Kind::string, Kind::duration, duration_of_string, "of a text such as '1h30m' or '-1.5s'");
  add("type", t, Type::of_type(t), type_of, "the type of a value: type(1) == int");
  add("dyn", t, Kind::dyn, same, "the value itself; the checker then asks nothing about its type");
}

}  // namespace sprintd::lang
