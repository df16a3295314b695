// Types of the language: what the checker deduces and function signatures are made of.
//
// Neighbours: schema.h names entity types, checker.h deduces, function_table.h declares. Used at compile time only, so
// a plain tree of values. Immutable once made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sprintd::lang {

// An entity type of the Schema, by its position there: item, person, a record such as a status update.
enum class EntityType : std::uint8_t {};

struct Type {
  enum class Kind : std::uint8_t {
    dyn,
    null,
    boolean,
    integer,
    uinteger,
    real,
    string,
    bytes,
    timestamp,
    duration,
    list,      // parameters: element
    map,       // parameters: key, value
    type,      // parameters: the type named, or none
    optional,  // parameters: the value
    entity,    // entity: a row of the backlog, by reference
    opaque,    // name, parameters: a type that the language knows by name alone
    variable,  // name: a type parameter of a function signature, "T"
    error,     // a fault was reported here already; agrees with everything
  };

  Kind kind = Kind::dyn;
  EntityType entity{};
  std::string name;
  std::vector<Type> parameters;

  Type() = default;
  Type(Kind k) : kind(k) {}  // NOLINT: a kind without parameters is a type
  static Type list(Type element);
  static Type map(Type key, Type value);
  static Type of_entity(EntityType entity);
  static Type variable(std::string name);
  static Type optional(Type value);
  static Type of_type(Type named);
  static Type opaque(std::string name, std::vector<Type> parameters);

  friend bool operator==(const Type&, const Type&) = default;
};

}  // namespace sprintd::lang
