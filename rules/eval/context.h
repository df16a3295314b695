// Everything that an expression of a pack sees while it runs: the variables, the facts behind them, one evaluator.
//
// Neighbours: audits and deciders own one and set sprint, time and subject before they run Programs; judge.h runs the
// conditions. Borrows rule set and backlog. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "rules/eval/backlog_facts.h"
#include "rules/lang/evaluator.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::eval {

class Context {
 public:
  // Without rules (null) item.queue is unknown.
  Context(const ruleset::RuleSet* rules, const backlog::Backlog& backlog);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void set_now(Instant now);
  [[nodiscard]] Instant now() const { return now_; }
  void set_sprint(Row sprint);
  // No sprint: what reads it is unknown, because this field is absent.
  void set_no_sprint(lang::FieldRef absent);
  void set(ruleset::Slot variable, EntityKind kind, Row row);
  void set_unknown(ruleset::Slot variable, lang::FieldRef absent);

  lang::Value run(const lang::Program& program) { return evaluator_.run(program, activation()); }
  lang::Value run(const lang::Program& program, lang::Evidence& evidence) {
    return evaluator_.run(program, activation(), evidence);
  }
  std::string render(const lang::Template& message) { return lang::render(message, evaluator_, activation()); }

  // Notes what the parts of conditions were (not those of queues); null ends that.
  void watch(lang::Coverage* coverage) { evaluator_.watch(coverage); }

  // What is run from now on may take so many steps together; the conditions of queues as many again.
  void limit_steps(std::uint64_t steps) {
    evaluator_.limit_runs(steps);
    facts_.limit_steps(steps);
  }
  void limit_queue_steps(std::uint64_t steps) { facts_.limit_steps(steps); }
  // What follows costs the steps that it would cost alone.
  void forget_queues() { facts_.forget_queues(); }
  [[nodiscard]] bool spent() const { return evaluator_.spent(); }
  [[nodiscard]] std::uint64_t steps() const { return evaluator_.steps() + facts_.steps(); }
  [[nodiscard]] const BacklogFacts& facts() const { return facts_; }
  [[nodiscard]] const backlog::Backlog& backlog() const { return facts_.backlog(); }
  [[nodiscard]] const ruleset::RuleSet& rules() const { return *rules_; }

 private:
  [[nodiscard]] lang::Activation activation() const { return {&facts_, variables_}; }

  const ruleset::RuleSet* rules_;
  BacklogFacts facts_;
  Instant now_{};
  std::array<lang::Value, ruleset::kSlots> variables_{};
  lang::Evaluator evaluator_;
};

}  // namespace sprintd::eval
