// Slots by name, checked while compiling: slot(EntityKind::item, "points"), without a look-up when the program runs.
//
// Neighbours: fields.def has the rows, fields.h the rest of what they say; whoever reads a known column (derive.cc,
// rules/eval) names it here. Constant data.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rules/backlog/fields.h"

namespace sprintd::backlog {

struct SlotName {
  EntityKind entity;
  std::string_view name;
};

inline constexpr auto kSlotNames = std::to_array<SlotName>({
#define X(entity, name, type, traits, doc) {EntityKind::entity, #name},
#include "rules/backlog/fields.def"
#undef X
});

// The slot of a field that exists; anything else does not compile.
consteval std::uint16_t slot(EntityKind entity, std::string_view name) {
  std::uint16_t position = 0;
  for (const auto& row : kSlotNames) {
    if (row.entity != entity) continue;
    if (row.name == name) return position;
    ++position;
  }
  throw "no such field";
}

}  // namespace sprintd::backlog
