#include "rules/eval/queue_finder.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/eval/backlog_schema.h"

namespace sprintd::eval {
namespace {

using backlog::slot;
using lang::Value;
using ruleset::Slot;
using ruleset::slot_index;

constexpr std::string_view kUnclassified = "unclassified";

}  // namespace

QueueFinder::QueueFinder(const ruleset::RuleSet* rules, const backlog::Backlog& backlog)
    : rules_(rules),
      backlog_(&backlog),
      sprint_of_item_(&references(backlog, EntityKind::item, slot(EntityKind::item, "sprint"))) {
  if (rules_ == nullptr) return;
  for (const auto& queue : rules_->queues) {
    names_.push_back(Value::of(std::string_view(queue.name)));
    reads_now_ = reads_now_ || queue.matches.reads(static_cast<std::uint16_t>(Slot::now));
  }
  names_.push_back(Value::of(kUnclassified));
}

void QueueFinder::time_changed() {
  if (reads_now_) forget();
}

void QueueFinder::forget() {
  for (const Row item : known_) found_[item] = kNotAsked;
  known_.clear();
  odd_.clear();
  errors_.clear();
}

Value QueueFinder::find(Row item, const lang::Facts& facts, Instant now, Arena& arena) {
  if (rules_ == nullptr) {
    return Value::unknown({entity_type(EntityKind::item), slot(EntityKind::item, "queue"), item});
  }
  if (busy_) return lang::make_error(arena, "item.queue cannot be read by the condition of a queue");
  if (found_.empty()) found_.assign(backlog_->rows(EntityKind::item), kNotAsked);
  const auto known = found_[item];
  if (known >= kFirstName) return names_[known - kFirstName];
  if (known == kOdd) return odd_.at(item);
  return determine(item, facts, now);
}

Value QueueFinder::determine(Row item, const lang::Facts& facts, Instant now) {
  std::array<Value, ruleset::kSlots> variables{};
  const auto sprint = (*sprint_of_item_)[item];
  variables[slot_index(Slot::sprint)] =
      table::is_absent(sprint) ? Value::unknown({entity_type(EntityKind::item), slot(EntityKind::item, "sprint"), item})
                               : Value::of_entity(entity_type(EntityKind::sprint), sprint);
  variables[slot_index(Slot::org)] = Value::of_entity(entity_type(EntityKind::organisation), 0);
  variables[slot_index(Slot::now)] = Value::of(now);
  variables[slot_index(Slot::item)] = Value::of_entity(entity_type(EntityKind::item), item);

  busy_ = true;
  auto queue = rules_->queues.size();
  Value odd;
  for (std::size_t i = 0; i < rules_->queues.size(); ++i) {
    const auto matches = evaluator_.run(rules_->queues[i].matches, {&facts, variables});
    if (matches.is_false()) continue;
    if (!matches.is_true()) odd = matches;
    queue = i;
    break;
  }
  busy_ = false;

  if (odd.is(Value::Kind::null)) {
    found_[item] = static_cast<std::uint16_t>(queue + kFirstName);
    known_.push_back(item);
    return names_[queue];
  }
  if (odd.is(Value::Kind::error)) {
    odd = lang::make_error(errors_, odd.error->message, odd.error->span);
    if (evaluator_.spent()) return odd;  // another request may afford it
  } else if (!odd.is(Value::Kind::unknown)) {
    odd = lang::make_error(errors_, "the condition of a queue is neither true nor false");
  }
  found_[item] = kOdd;
  known_.push_back(item);
  odd_[item] = odd;
  return odd;
}

}  // namespace sprintd::eval
