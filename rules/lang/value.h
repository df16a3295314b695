// A value of the language while it is computed: sixteen bytes, copied freely.
//
// Neighbours: Facts (facts.h) gives values of the backlog, the evaluator (evaluator.h) computes new ones in its Arena,
// functions (function_table.h) take and return them. Strings, lists and maps are borrowed: from the backlog, the
// Program's constants or the Arena of the evaluation, whichever they came from. Errors and unknowns are values too.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

#include "rules/base/arena.h"
#include "rules/base/calendar.h"
#include "rules/base/span.h"
#include "rules/lang/type.h"

namespace sprintd::lang {

struct Value;
struct MapEntry;
struct ErrorValue;

// Which field of which row was absent: the reason of an unknown.
struct FieldRef {
  EntityType entity{};
  std::uint16_t slot = 0;
  std::uint32_t row = 0;
  friend bool operator==(const FieldRef&, const FieldRef&) = default;
};

struct Value {
  enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,
    uinteger,
    real,
    string,
    bytes,
    timestamp,
    duration,
    list,  // of Values
    rows,  // a list too: of entities, as row numbers
    map,
    type,
    optional,
    entity,
    error,    // the expression failed: where and why (ErrorValue)
    unknown,  // a value is absent: which (FieldRef)
  };

  Kind kind = Kind::null;
  EntityType entity{};     // entity, rows, unknown
  std::uint16_t slot = 0;  // unknown; integer: its scale, see scale()
  std::uint32_t size =
      0;  // string, bytes: bytes; list, rows, map: elements; timestamp, duration: nanoseconds 0..999999999
  union {
    bool b;
    std::int64_t i = 0;  // integer; timestamp and duration: whole seconds, rounded down
    std::uint64_t u;
    double d;
    const char* text;
    const Value* values;  // list; optional (null pointer: none)
    const std::uint32_t* rows;
    const MapEntry* entries;  // map: in the order of insertion
    const Type* type;
    const ErrorValue* error;
    std::uint32_t row;  // entity, unknown
  };

  static Value null() { return {}; }
  static Value of(bool value) { return in_two_words(Kind::boolean, value ? 1 : 0); }
  static Value of(std::int64_t value) { return in_two_words(Kind::integer, static_cast<std::uint64_t>(value)); }
  static Value of_uint(std::uint64_t value) { return in_two_words(Kind::uinteger, value); }
  static Value of(double value) { return in_two_words(Kind::real, std::bit_cast<std::uint64_t>(value)); }
  static Value of(std::string_view value) {
    Value v;
    v.kind = Kind::string;
    v.size = static_cast<std::uint32_t>(value.size());
    v.text = value.data();
    return v;
  }
  static Value of(const char*) = delete;
  static Value of_bytes(std::string_view value) {
    Value v = of(value);
    v.kind = Kind::bytes;
    return v;
  }
  static Value of(Instant instant);
  static Value of(Duration duration);
  static Value of_list(std::span<const Value> values) {
    Value v;
    v.kind = Kind::list;
    v.size = static_cast<std::uint32_t>(values.size());
    v.values = values.data();
    return v;
  }
  static Value of_rows(EntityType entity, std::span<const std::uint32_t> rows) {
    Value v;
    v.kind = Kind::rows;
    v.entity = entity;
    v.size = static_cast<std::uint32_t>(rows.size());
    v.rows = rows.data();
    return v;
  }
  static Value of_map(std::span<const MapEntry> entries);
  // `named` outlives the value.
  static Value of_type(const Type& named) {
    Value v;
    v.kind = Kind::type;
    v.type = &named;
    return v;
  }
  // Time since the epoch, and lengths of time, exact to the nanosecond (0..999999999).
  static Value timestamp(std::int64_t seconds, std::uint32_t nanos) {
    Value v;
    v.kind = Kind::timestamp;
    v.size = nanos;
    v.i = seconds;
    return v;
  }
  static Value duration(std::int64_t seconds, std::uint32_t nanos) {
    Value v = timestamp(seconds, nanos);
    v.kind = Kind::duration;
    return v;
  }
  static Value of_error(const ErrorValue& error) {
    Value v;
    v.kind = Kind::error;
    v.error = &error;
    return v;
  }
  static Value of_entity(EntityType entity, std::uint32_t row) {
    Value v;
    v.kind = Kind::entity;
    v.entity = entity;
    v.i = 0;
    v.row = row;
    return v;
  }
  static Value unknown(FieldRef field) {
    Value v;
    v.kind = Kind::unknown;
    v.entity = field.entity;
    v.slot = field.slot;
    v.i = 0;
    v.row = field.row;
    return v;
  }

  [[nodiscard]] bool is(Kind k) const { return kind == k; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list || kind == Kind::rows; }
  // An error or an unknown: what functions hand through instead of computing.
  [[nodiscard]] bool is_failure() const { return kind >= Kind::error; }
  [[nodiscard]] bool is_true() const { return kind == Kind::boolean && b; }
  [[nodiscard]] bool is_false() const { return kind == Kind::boolean && !b; }
  // An integer's scale, 0 for none: numbers of different scales do not compare (Facts::incomparable).
  [[nodiscard]] std::uint16_t scale() const { return kind == Kind::integer ? slot : std::uint16_t{0}; }
  [[nodiscard]] std::string_view string() const { return {text, size}; }
  [[nodiscard]] FieldRef field() const { return {entity, slot, row}; }
  // Of a timestamp; nanoseconds are rounded down to microseconds.
  [[nodiscard]] Instant instant() const;
  // Of a list or rows.
  [[nodiscard]] Value element(std::uint32_t index) const {
    return kind == Kind::rows ? of_entity(entity, rows[index]) : values[index];
  }

 private:
  // What is written member by member and then read whole keeps the processor waiting; two words it can hand on.
  static Value in_two_words(Kind kind, std::uint64_t payload) {
    static_assert(std::endian::native == std::endian::little);
    const std::array<std::uint64_t, 2> words = {static_cast<std::uint64_t>(kind), payload};
    return std::bit_cast<Value>(words);
  }
};
static_assert(sizeof(Value) == 16);

struct MapEntry {
  Value key;
  Value value;
};

struct ErrorValue {
  Span span;                 // the sub-expression that failed; unknown until the evaluator fills it in
  std::string_view message;  // "division by zero"
};

// An error whose message is kept in the arena.
Value make_error(Arena& arena, std::string_view message, Span span = {});

// Two integers of different scales: neither equal nor in any order.
inline bool scales_differ(const Value& a, const Value& b) {
  return a.scale() != b.scale() && a.scale() != 0 && b.scale() != 0;
}

// "int", "list", "null": for messages.
std::string_view kind_name(Value::Kind kind);

}  // namespace sprintd::lang
