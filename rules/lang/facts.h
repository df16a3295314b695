// Where an expression's data come from: rows of entities, read field by field.
//
// Neighbours: the Schema (schema.h) says which slots exist and of which type; rules/eval implements this over a
// backlog, tests over small tables. Calls are pure and cheap (nanoseconds); strings and lists returned live as long as
// the Facts or, where they were made for the call, as the Arena.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/base/arena.h"
#include "rules/base/calendar.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

class Facts {
 public:
  virtual ~Facts() = default;

  // A value of the field's type, or an unknown that names the field when it is absent.
  // (A list field that counts as empty when absent gives the empty list.)
  virtual Value field(EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& arena) const = 0;
  // Has the document (or a derivation) this field? What has(x.field) answers for the last step.
  virtual bool present(EntityType entity, std::uint32_t row, std::uint16_t slot) const = 0;
  // A HostFunction of the Schema, with arguments of its types; an unknown or make_error() where it cannot say.
  virtual Value call(std::uint16_t function, std::span<const Value> arguments, Arena& arena) const = 0;
  // Integers may carry a scale: Value::slot of an integer, 0 for none (the rungs of a career track carry their track).
  // What comparing or subtracting two of different scales gives: an unknown, or an error.
  virtual Value incomparable(const Value& a, const Value& b, Arena& arena) const {
    (void)a, (void)b;
    return make_error(arena, "these two numbers do not compare");
  }
  // The id by which people know the row: "TD-12".
  virtual std::string_view id(EntityType entity, std::uint32_t row) const = 0;
  // What such a row is called in messages: "item".
  virtual std::string_view entity_name(EntityType entity) const {
    (void)entity;
    return kind_name(Value::Kind::entity);
  }
  virtual const TimeZone& zone() const = 0;
};

}  // namespace sprintd::lang
