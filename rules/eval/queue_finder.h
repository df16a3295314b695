// In which queue is an item: the first queue of all packs that matches it, asked once for each item.
//
// Neighbours: item.queue of BacklogFacts (backlog_facts.h). A queue's condition sees the item, its own sprint, `org`
// and `now`, and may not read item.queue of any item: which one is asked first would change the answer, so that is an
// error. An unknown or broken condition before the first match makes the queue unknown or broken. One thread.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "rules/base/arena.h"
#include "rules/eval/cells.h"
#include "rules/lang/evaluator.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::eval {

class QueueFinder {
 public:
  // Without rules (null) every queue is unknown.
  QueueFinder(const ruleset::RuleSet* rules, const backlog::Backlog& backlog);

  lang::Value find(Row item, const lang::Facts& facts, Instant now, Arena& arena);
  // The time is another one: forgets what depended on it.
  void time_changed();
  // What was found is to be found, and paid for, again.
  void forget();
  [[nodiscard]] std::uint64_t steps() const { return evaluator_.steps(); }
  // Of all conditions from now on together; an item that comes later has an error for a queue, until there are more.
  void limit_steps(std::uint64_t steps) { evaluator_.limit_runs(steps); }

 private:
  lang::Value determine(Row item, const lang::Facts& facts, Instant now);

  static constexpr std::uint16_t kNotAsked = 0;
  static constexpr std::uint16_t kOdd = 1;  // unknown or broken: in odd_
  static constexpr std::uint16_t kFirstName = 2;

  const ruleset::RuleSet* rules_;
  const backlog::Backlog* backlog_;
  const table::Column<Row>* sprint_of_item_;
  bool reads_now_ = false;
  bool busy_ = false;
  std::vector<lang::Value> names_;    // of the queues, then "unclassified"
  std::vector<std::uint16_t> found_;  // by item; empty until the first question
  std::vector<Row> known_;            // the items of which it has something
  std::unordered_map<Row, lang::Value> odd_;
  Arena errors_;
  lang::Evaluator evaluator_;
};

}  // namespace sprintd::eval
