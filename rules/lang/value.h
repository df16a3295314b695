// A value of the language while it is computed: sixteen bytes, copied freely.
//
// Neighbours: Facts (facts.h) gives values of the backlog, the evaluator (evaluator.h) computes new ones in its Arena,
// functions (function_table.h) take and return them. Strings, lists and maps are borrowed: from the backlog, the
// Program's constants or the Arena of the evaluation, whichever they came from. Errors and unknowns are values too.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/base/calendar.h"
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
  std::uint16_t slot = 0;  // unknown
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
  static Value of(bool value) {
    Value v;
    v.kind = Kind::boolean;
    v.i = 0;
    v.b = value;
    return v;
  }
  static Value of(std::int64_t value) {
    Value v;
    v.kind = Kind::integer;
    v.i = value;
    return v;
  }
  static Value of_uint(std::uint64_t value) {
    Value v;
    v.kind = Kind::uinteger;
    v.u = value;
    return v;
  }
  static Value of(double value) {
    Value v;
    v.kind = Kind::real;
    v.d = value;
    return v;
  }
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
  [[nodiscard]] bool is_true() const { return kind == Kind::boolean && b; }
  [[nodiscard]] bool is_false() const { return kind == Kind::boolean && !b; }
  [[nodiscard]] std::string_view string() const { return {text, size}; }
  [[nodiscard]] FieldRef field() const { return {entity, slot, row}; }
  [[nodiscard]] Instant instant() const;
};
static_assert(sizeof(Value) == 16);

struct MapEntry {
  Value key;
  Value value;
};

}  // namespace sprintd::lang
