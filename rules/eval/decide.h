// May this person do this with that item? The decision for a planning tool, while a card is dragged.
//
// Neighbours: audit.h judges the same declarations after the fact; rules/outcome holds the answer. Allowed when at
// least one authority of the action applies to the item, every one that applies allows, and every gate of the action
// passes; broken or unknown never allows. Decider keeps scratch memory between questions, which never changes an
// answer: one per thread; to make one costs more than an answer.
#pragma once

#include <memory>
#include <string_view>

#include "rules/base/result.h"
#include "rules/eval/budgets.h"
#include "rules/lang/evaluator.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

struct Question {
  std::string_view person;  // ids
  std::string_view action;
  std::string_view item;
  std::string_view sprint;  // may be empty: the item's, else the only one not closed
  Instant as_of{};
};

class Decider {
 public:
  Decider(std::shared_ptr<const ruleset::RuleSet> rules, std::shared_ptr<const backlog::Backlog> backlog);
  ~Decider();
  Decider(Decider&&) noexcept;
  Decider& operator=(Decider&&) noexcept;

  // All questions from now on may take so many steps together, each alone kMaxDecisionSteps (budgets.h). Beyond, what
  // is asked cannot be checked, and is not allowed. Nothing is free because an earlier question paid for it.
  void limit_steps(std::uint64_t steps);

  // The bare answer, in under a microsecond. Fails with Code::person_unknown, item_unknown, sprint_unknown; an action
  // that no authority knows is a refusal (no_authority).
  Result<outcome::Decision::Answer> answer(const Question& question);
  // With every reason, evidence, and who may instead.
  Result<outcome::Decision> decide(const Question& question);
  // Notes what the parts of conditions were from now on: for tests of packs.
  void watch(lang::Coverage* coverage);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sprintd::eval
