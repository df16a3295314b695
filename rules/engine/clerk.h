// Who answers decisions about one backlog by one rule set, and keeps from one to the next what costs more to make than
// an answer: whether the two fit, the decider's tables, the parts that repeat in answers.
//
// Neighbours: answer.h asks the clerk of its Desk, or a new one; the daemon keeps one for each kept backlog. What was
// asked before never changes an answer. Holds both snapshots alive; one thread at a time.
#pragma once

#include <optional>
#include <vector>

#include "rules/engine/engine.h"
#include "rules/eval/decide.h"
#include "rules/report/scribe.h"

namespace sprintd::engine {

class Clerk {
 public:
  Clerk(const Engine& engine, RuleSetPtr rules, BacklogPtr backlog);

  // What meet() found between the two, in the order of places.
  [[nodiscard]] const std::vector<Diagnostic>& quarrels();
  eval::Decider& decider() { return decider_; }
  report::Scribe& scribe() { return scribe_; }

 private:
  const Engine* engine_;
  RuleSetPtr rules_;
  BacklogPtr backlog_;
  std::optional<std::vector<Diagnostic>> quarrels_;  // once somebody asked
  eval::Decider decider_;
  report::Scribe scribe_;
};

}  // namespace sprintd::engine
