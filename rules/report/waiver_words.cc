#include "rules/report/waiver_words.h"

#include <algorithm>
#include <fmt/format.h>

namespace sprintd::report {
namespace {

std::string with_spaces(std::string role) {
  std::ranges::replace(role, '_', ' ');
  return role;
}

}  // namespace

std::string waiver_term(const ruleset::Waiver& waiver) {
  std::string term;
  if (waiver.sprints > 0) {
    term = fmt::format("for {} sprint{} from {}", waiver.sprints, waiver.sprints == 1 ? "" : "s", waiver.from);
  }
  if (!waiver.until.empty()) term += fmt::format("{}until {}", term.empty() ? "" : ", ", waiver.until);
  return term;
}

std::string waiver_fate(const outcome::Audit& audit, const ruleset::Waiver& waiver, outcome::WaiverState state) {
  using outcome::WaiverState;
  switch (state) {
    case WaiverState::in_use:
      return "waives it";
    case WaiverState::unused:
      return "has nothing to waive";
    case WaiverState::not_yet:
      if (waiver.sprints == 0) return fmt::format("begins on {}", waiver.from);
      return fmt::format("does not hold yet ({})", waiver_term(waiver));
    case WaiverState::expired:
      if (waiver.sprints == 0) return fmt::format("ended on {}", waiver.until);
      return fmt::format("has ended ({})", waiver_term(waiver));
    case WaiverState::approver_unknown:
      return fmt::format("does not count: the organisation has no '{}'", waiver.approved_by);
    case WaiverState::approver_is_subject:
      return fmt::format("does not count: {} approved it for themselves", waiver.approved_by);
    case WaiverState::approver_lacks_role: {
      const auto* rule = audit.rules->find(waiver.rule);
      return fmt::format("does not count: {} is not the {} of {}'s team", waiver.approved_by,
                         rule == nullptr ? std::string() : with_spaces(rule->waivable_by), waiver.subject);
    }
    case WaiverState::over_budget: {
      const auto* rule = audit.rules->find(waiver.rule);
      return fmt::format("does not count: the rule's budget of {} is used up",
                         rule == nullptr ? 0 : rule->waiver_budget.value_or(0));
    }
  }
  return {};
}

}  // namespace sprintd::report
