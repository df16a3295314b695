// What authorities and gates of one action say about one person and one item.
//
// Neighbours: Decider (decide.h) asks for the bare answer, and for each voice when reasons are wanted. Borrows rule set
// and backlog; keeps a Context between questions. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/eval/context.h"
#include "rules/eval/judge.h"
#include "rules/eval/standing.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

// The authorities that speak about an action, and the rules that are gates of it.
struct ActionPlan {
  std::string_view action;
  std::vector<std::uint32_t> authorities;
  std::vector<std::uint32_t> gates;
};

struct Asked {
  Row person = table::kNoRow;
  Row item = table::kNoRow;
  Row sprint = table::kNoRow;
};

class Permission {
 public:
  Permission(const ruleset::RuleSet& rules, const backlog::Backlog& backlog);

  [[nodiscard]] const ActionPlan* plan(std::string_view action) const;
  // Sets the time and what is asked about; the calls below answer for that.
  void set(const Asked& asked, Instant now);
  void set_person(Row person);

  // Stops at the first clear no.
  outcome::Decision::Answer answer(const ActionPlan& plan);
  // Not applicable also when it is not in force.
  Judgement authority(std::uint32_t index);
  Judgement gate(std::uint32_t index);
  [[nodiscard]] Context& context() { return context_; }

 private:
  // Makes the gate's subject the one that hangs on the question; else the field that leaves it open.
  std::optional<lang::FieldRef> select_subject(ruleset::SubjectKind kind);
  std::optional<lang::FieldRef> select_by_item(ruleset::Slot variable, EntityKind kind, std::uint16_t field);

  const ruleset::RuleSet* rules_;
  const backlog::Backlog* backlog_;
  Context context_;
  Asked asked_;
  std::vector<ActionPlan> plans_;
  Standing standing_;
};

}  // namespace sprintd::eval
