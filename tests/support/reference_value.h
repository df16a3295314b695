// A value as the reference evaluator has it: plain standard containers, nothing shared with rules/lang/value.h.
//
// Neighbours: reference_evaluator.h computes such values, reference_functions.h has the functions; compare_values.cc
// compares them with those of the real evaluator. Values; copied freely.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/lang/type.h"
#include "rules/lang/value.h"

namespace sprintd::lang::reference {

__extension__ using Wide = __int128;  // wide enough for any sum or product of two numbers of the language

struct Value;
using List = std::vector<Value>;
using Map = std::vector<std::pair<Value, Value>>;  // in the order of insertion, no key twice

struct Null {};
struct Integer {
  std::int64_t value = 0;
  std::uint16_t scale = 0;  // see lang::Value::scale()
};
struct Bytes {
  std::string bytes;
};
// Whole seconds, rounded down, and nanoseconds 0..999999999.
struct Timestamp {
  std::int64_t seconds = 0;
  std::int64_t nanos = 0;
};
struct Duration {
  std::int64_t seconds = 0;
  std::int64_t nanos = 0;
};
struct TypeName {
  Type::Kind kind;
  EntityType entity{};
};
struct Optional {
  std::shared_ptr<const Value> value;  // null: none
};
struct Row {
  EntityType entity{};
  std::uint32_t row = 0;
};
// The expression failed. Any error equals any other: the words are the real evaluator's business.
struct Error {};
// The reference does not say: whatever the real evaluator found is not judged.
struct Skipped {};
// A value is absent: which.
struct Unknown {
  FieldRef field;
};

struct Value {
  std::variant<Null, bool, Integer, std::uint64_t, double, std::string, Bytes, Timestamp, Duration,
               std::shared_ptr<const List>, std::shared_ptr<const Map>, TypeName, Optional, Row, Error, Unknown,
               Skipped>
      is;

  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&is);
  }
  [[nodiscard]] const List* list() const {
    const auto* shared = as<std::shared_ptr<const List>>();
    return shared == nullptr ? nullptr : shared->get();
  }
  [[nodiscard]] const Map* map() const {
    const auto* shared = as<std::shared_ptr<const Map>>();
    return shared == nullptr ? nullptr : shared->get();
  }
  [[nodiscard]] bool failed() const {
    return as<Error>() != nullptr || as<Unknown>() != nullptr || as<Skipped>() != nullptr;
  }
};

inline Value make_int(std::int64_t value) { return {Integer{value, 0}}; }
inline Value make_list(List elements) { return {std::make_shared<const List>(std::move(elements))}; }
inline Value make_map(Map entries) { return {std::make_shared<const Map>(std::move(entries))}; }
inline Value make_some(Value value) { return {Optional{std::make_shared<const Value>(std::move(value))}}; }
inline Value make_none() { return {Optional{}}; }
inline Value make_error() { return {Error{}}; }

// As an optional; what failed stays as it is.
inline Value some_of(const Value& value) { return value.failed() ? value : make_some(value); }

// A value of the real evaluator, part by part.
Value from_real(const lang::Value& value);
// The same value of the same type. NaN is NaN here, the order of a map's entries is nothing.
bool identical(const Value& a, const Value& b);
// For messages of tests.
std::string text_of(const Value& value);

}  // namespace sprintd::lang::reference
