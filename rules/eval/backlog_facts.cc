#include "rules/eval/backlog_facts.h"

#include <array>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "rules/base/suggest.h"
#include "rules/eval/backlog_schema.h"

namespace sprintd::eval {
namespace {

using backlog::slot;
using lang::Value;
using How = FieldReader::How;

constexpr auto kSeniority = slot(EntityKind::person, "seniority");

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto nearest = suggest(word, candidates);
  return nearest ? fmt::format("; did you mean '{}'?", *nearest) : std::string();
}

}  // namespace

BacklogFacts::BacklogFacts(const ruleset::RuleSet* rules, const backlog::Backlog& backlog)
    : backlog_(&backlog), fields_(backlog), appointments_(backlog), queues_(rules, backlog) {}

void BacklogFacts::set_now(Instant now) {
  if (now == now_) return;
  now_ = now;
  queues_.time_changed();
}

Value BacklogFacts::field(lang::EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& arena) const {
  const auto& reader = fields_.reader(entity, slot);
  if (reader.how < How::queue) return fields_.read(reader, {entity, slot, row}, arena);
  if (reader.how == How::queue) return queues_.find(row, *this, now_, arena);
  if (reader.how == How::person_items) return items_of(row);
  if (reader.how == How::person_roles) return appointments_.roles(row, now_, arena);
  return Value::unknown({entity, slot, row});
}

bool BacklogFacts::present(lang::EntityType entity, std::uint32_t row, std::uint16_t slot) const {
  const auto& reader = fields_.reader(entity, slot);
  if (reader.how < How::queue) return fields_.present(reader, row);
  scratch_.clear();
  const auto value = field(entity, row, slot, scratch_);
  if (value.is_list()) return value.size != 0;
  return !value.is_failure();
}

Value BacklogFacts::items_of(Row person) const {
  if (table::is_absent(sprint_)) {
    return Value::unknown({entity_type(EntityKind::person), slot(EntityKind::person, "items"), person});
  }
  auto found = assigned_.find(sprint_);
  if (found == assigned_.end()) found = assigned_.try_emplace(sprint_, *backlog_, sprint_).first;
  return Value::of_rows(entity_type(EntityKind::item), found->second.of(person));
}

Value BacklogFacts::call(std::uint16_t function, std::span<const Value> arguments, Arena& arena) const {
  switch (static_cast<HostFunctionSlot>(function)) {
    case HostFunctionSlot::acts_as:
      return acts_as(arguments, arena);
    case HostFunctionSlot::seniority:
      return seniority(arguments[0].string(), arena);
  }
  return lang::make_error(arena, "no such function");
}

Value BacklogFacts::acts_as(std::span<const Value> arguments, Arena& arena) const {
  const auto role = find_role(arguments[1].string());
  if (role) return appointments_.acts_as(arguments[0].row, *role, arguments[2].row, now_);
  std::array<std::string_view, 4> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = role_name(static_cast<Role>(i));
  return lang::make_error(arena, fmt::format("no role is called '{}'; roles are {}{}", arguments[1].string(),
                                             fmt::join(names, ", "), did_you_mean(arguments[1].string(), names)));
}

Value BacklogFacts::seniority(std::string_view level, Arena& arena) const {
  const auto& tracks = backlog_->ladder().tracks;
  if (tracks.empty()) {
    return Value::unknown({entity_type(EntityKind::organisation), slot(EntityKind::organisation, "ladder"), 0});
  }
  if (const auto rung = backlog_->seniority(level)) {
    auto value = Value::of(*rung);
    value.slot = fields_.scale_of_level(level);
    return value;
  }
  std::vector<std::string_view> rungs;
  for (const auto& [name, levels] : tracks) rungs.insert(rungs.end(), levels.begin(), levels.end());
  return lang::make_error(arena,
                          fmt::format("no rung of the ladder is called '{}'{}", level, did_you_mean(level, rungs)));
}

// A rung knows whose it is (Value::size, the row from 1); that of a literal belongs to nobody.
Value BacklogFacts::incomparable(const Value& a, const Value& b, Arena& arena) const {
  for (const auto& rung : {a, b}) {
    if (rung.size != 0) return Value::unknown({entity_type(EntityKind::person), kSeniority, rung.size - 1});
  }
  return lang::make_error(arena, "rungs of different tracks do not compare");
}

std::string_view BacklogFacts::id(lang::EntityType entity, std::uint32_t row) const {
  return backlog_->id(entity_kind(entity), row);
}

std::string_view BacklogFacts::entity_name(lang::EntityType entity) const {
  return backlog::entity_name(entity_kind(entity));
}

const TimeZone& BacklogFacts::zone() const { return backlog_->zone(); }

}  // namespace sprintd::eval
