// The backlog's field table as the language's Schema, with the functions that need a backlog (acts_as, seniority).
//
// Neighbours: rules/backlog/fields.h is the source, BacklogFacts (backlog_facts.h) answers by the same slots: the
// EntityType of an EntityKind is its number, a field's slot its position. Constant; make it once per program.
#pragma once

#include <cstdint>

#include "rules/backlog/fields.h"
#include "rules/lang/schema.h"

namespace sprintd::eval {

lang::Schema backlog_schema();

// Slots of the host functions.
enum class HostFunctionSlot : std::uint16_t { acts_as, seniority };

constexpr lang::EntityType entity_type(backlog::EntityKind kind) { return static_cast<lang::EntityType>(kind); }
constexpr backlog::EntityKind entity_kind(lang::EntityType type) { return static_cast<backlog::EntityKind>(type); }

}  // namespace sprintd::eval
