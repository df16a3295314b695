// The one table of fields: every entity and record of a backlog, every field with type, absence and meaning.
//
// Neighbours: fields.def has the rows; the loader (load.h), the language's schema (rules/eval), the JSON Schema and the
// reference page come from it. A field's slot is its position among its entity's rows (slots.h names slots at compile
// time). Constant data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sprintd::backlog {

enum class EntityKind : std::uint8_t {
  organisation,
  person,
  team,
  project,
  sprint,
  item,
  // Records: rows too, but without ids; they are reached through lists of their owner.
  time_off,
  role_period,
  status_update,
  lead_period,
  delegation,
  agreement,
};
constexpr std::size_t kEntityKinds = 12;

std::string_view entity_name(EntityKind kind);  // "item", as expressions and messages say
std::optional<EntityKind> find_entity(std::string_view name);

enum class FieldType : std::uint8_t {
  boolean,
  integer,
  real,
  string,
  choice /* a string of `choices` */,
  date /* start */,
  end_date,
  instant,
  reference /* id of `target` */,
  string_list,
  reference_list,
  record_list /* written as objects in place: organisation.people, person.time_off */,
  ladder /* map(string, list(string)) */,
  open /* any value */,
};

enum class FieldOrigin : std::uint8_t {
  written,     // by the document
  derived,     // by the loader, stored like a written one
  contextual,  // by rules/eval: depends on rules, sprint or time (item.queue, person.items, person.roles)
};

// What a field that no document wrote reads as. `empty` is stored: an empty list, or false for a boolean.
enum class WhenAbsent : std::uint8_t { unknown, empty };

struct FieldInfo {
  EntityKind entity;
  std::string_view name;
  FieldType type;
  EntityKind target;  // reference, reference_list, record_list
  std::span<const std::string_view> choices;
  FieldOrigin origin;
  WhenAbsent when_absent;
  bool required;
  double minimum;  // integer and real; infinite for none
  double maximum;
  std::string_view doc;  // "estimate in story points"
};

std::span<const FieldInfo> fields_of(EntityKind kind);
std::optional<std::uint16_t> find_field(EntityKind kind, std::string_view name);

}  // namespace sprintd::backlog
