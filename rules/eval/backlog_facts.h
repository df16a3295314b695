// A backlog as the language reads it: stored fields from their columns, contextual ones for one sprint and time.
//
// Neighbours: implements lang::Facts over rules/backlog with the slots of backlog_schema.h; Context (context.h) sets
// the sprint and the time. Borrows rule set and backlog. Remembers queues and assignments between questions, so it is
// for one thread although its readers are const.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "rules/eval/appointments.h"
#include "rules/eval/assigned_items.h"
#include "rules/eval/field_table.h"
#include "rules/eval/queue_finder.h"
#include "rules/lang/facts.h"

namespace sprintd::eval {

class BacklogFacts final : public lang::Facts {
 public:
  // Without rules (null) item.queue is unknown.
  BacklogFacts(const ruleset::RuleSet* rules, const backlog::Backlog& backlog);

  void set_sprint(Row sprint) { sprint_ = sprint; }  // kNoRow: person.items is unknown
  void set_now(Instant now);
  [[nodiscard]] const backlog::Backlog& backlog() const { return *backlog_; }
  // Of conditions of queues.
  void limit_steps(std::uint64_t steps) { queues_.limit_steps(steps); }
  [[nodiscard]] std::uint64_t steps() const { return queues_.steps(); }
  void forget_queues() { queues_.forget(); }

  lang::Value field(lang::EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& arena) const override;
  bool present(lang::EntityType entity, std::uint32_t row, std::uint16_t slot) const override;
  lang::Value call(std::uint16_t function, std::span<const lang::Value> arguments, Arena& arena) const override;
  lang::Value incomparable(const lang::Value& a, const lang::Value& b, Arena& arena) const override;
  std::string_view id(lang::EntityType entity, std::uint32_t row) const override;
  std::string_view entity_name(lang::EntityType entity) const override;
  const TimeZone& zone() const override;

 private:
  [[nodiscard]] lang::Value items_of(Row person) const;
  [[nodiscard]] lang::Value acts_as(std::span<const lang::Value> arguments, Arena& arena) const;
  [[nodiscard]] lang::Value seniority(std::string_view level, Arena& arena) const;

  const backlog::Backlog* backlog_;
  FieldTable fields_;
  Appointments appointments_;
  Row sprint_ = table::kNoRow;
  Instant now_{};
  mutable QueueFinder queues_;
  mutable std::unordered_map<Row, AssignedItems> assigned_;  // by sprint
  mutable Arena scratch_;                                    // of present()
};

}  // namespace sprintd::eval
