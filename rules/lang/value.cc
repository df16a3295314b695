#include "rules/lang/value.h"

namespace sprintd::lang {

namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

constexpr std::int64_t kNanosPerMicro = 1'000;

}  // namespace

Value Value::of(Instant instant) {
  const auto micros = static_cast<std::int64_t>(instant);
  const auto seconds = floor_div(micros, kMicrosPerSecond);
  return timestamp(seconds, static_cast<std::uint32_t>((micros - seconds * kMicrosPerSecond) * kNanosPerMicro));
}

Value Value::of(Duration length) {
  const auto micros = static_cast<std::int64_t>(length);
  const auto seconds = floor_div(micros, kMicrosPerSecond);
  return duration(seconds, static_cast<std::uint32_t>((micros - seconds * kMicrosPerSecond) * kNanosPerMicro));
}

Value Value::of_map(std::span<const MapEntry> entries) {
  Value v;
  v.kind = Kind::map;
  v.size = static_cast<std::uint32_t>(entries.size());
  v.entries = entries.data();
  return v;
}

Instant Value::instant() const {
  return Instant{i * kMicrosPerSecond + static_cast<std::int64_t>(size) / kNanosPerMicro};
}

Value make_error(Arena& arena, std::string_view message, Span span) {
  auto* error = new (arena.allocate(sizeof(ErrorValue), alignof(ErrorValue))) ErrorValue{span, arena.copy(message)};
  return Value::of_error(*error);
}

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::boolean:
      return "bool";
    case Value::Kind::integer:
      return "int";
    case Value::Kind::uinteger:
      return "uint";
    case Value::Kind::real:
      return "double";
    case Value::Kind::string:
      return "string";
    case Value::Kind::bytes:
      return "bytes";
    case Value::Kind::timestamp:
      return "timestamp";
    case Value::Kind::duration:
      return "duration";
    case Value::Kind::list:
    case Value::Kind::rows:
      return "list";
    case Value::Kind::map:
      return "map";
    case Value::Kind::type:
      return "type";
    case Value::Kind::optional:
      return "optional";
    case Value::Kind::entity:
      return "entity";
    case Value::Kind::error:
      return "error";
    case Value::Kind::unknown:
      return "unknown";
  }
  return "?";
}

}  // namespace sprintd::lang
