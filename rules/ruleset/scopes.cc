#include "rules/ruleset/scopes.h"

#include <algorithm>
#include <fmt/format.h>

namespace sprintd::ruleset {
namespace {

struct SlotRow {
  Slot slot;
  std::string_view name;
  std::string_view entity;  // of the schema; "" for other types
  std::string_view doc;
};

constexpr auto kRows = std::to_array<SlotRow>({
    {Slot::sprint, "sprint", "sprint", "the sprint that is audited or asked about"},
    {Slot::org, "org", "organisation", "the organisation"},
    {Slot::now, "now", "", "the time of the audit or question"},
    {Slot::item, "item", "item", "the item"},
    {Slot::person, "person", "person", "the person"},
    {Slot::project, "project", "project", "the project"},
    {Slot::team, "team", "team", "the team"},
});
static_assert(kRows.size() == kSlots);

}  // namespace

std::string_view slot_name(Slot slot) { return kRows[slot_index(slot)].name; }

Slot slot_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::item:
      return Slot::item;
    case SubjectKind::person:
      return Slot::person;
    case SubjectKind::project:
      return Slot::project;
    case SubjectKind::team:
      return Slot::team;
    case SubjectKind::sprint:
      return Slot::sprint;
    case SubjectKind::organisation:
      return Slot::org;
  }
  return Slot::item;
}

Slots slots_of(Section section, std::string_view key, SubjectKind subject) {
  if (section == Section::authority) {
    const bool before_the_question = key == "items" || key == "recorded" || key == "recorded_at";
    return before_the_question ? Slots{Slot::item} : Slots{Slot::person, Slot::item};
  }
  const bool sums = section == Section::limits && (key == "items" || key == "sum");
  return sums ? Slots{slot_of(subject), Slot::item} : Slots{slot_of(subject)};
}

Scopes::Scopes(const lang::Schema& schema) : schema_(&schema) {
  for (const auto& row : kRows) {
    if (row.slot == Slot::now) types_[slot_index(row.slot)] = lang::Type(lang::Type::Kind::timestamp);
    if (row.entity.empty()) continue;
    if (const auto entity = schema.find(row.entity)) types_[slot_index(row.slot)] = lang::Type::of_entity(*entity);
  }
}

lang::Environment Scopes::with(const Slots& more, const lang::Definitions& definitions, std::uint32_t scope) const {
  lang::Environment environment;
  environment.schema = schema_;
  environment.definitions = &definitions;
  environment.scope = scope;
  for (const auto& row : kRows) {
    const bool always = row.slot == Slot::sprint || row.slot == Slot::org || row.slot == Slot::now;
    const auto& type = type_of(row.slot);
    if (!type || (!always && std::ranges::find(more, row.slot) == more.end())) continue;
    environment.variables.push_back({.name = std::string(row.name),
                                     .type = *type,
                                     .slot = static_cast<std::uint16_t>(slot_index(row.slot)),
                                     .doc = std::string(row.doc)});
  }
  return environment;
}

}  // namespace sprintd::ruleset
