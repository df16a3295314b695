#include "rules/outcome/outcome.h"

#include <algorithm>
#include <tuple>

namespace sprintd::outcome {

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::unknown:
      return "unknown";
    case Verdict::broken:
      return "broken";
    case Verdict::waived:
      return "waived";
    case Verdict::not_applicable:
      return "not_applicable";
  }
  return "?";
}

std::string_view answer_name(Decision::Answer answer) {
  switch (answer) {
    case Decision::Answer::allowed:
      return "allowed";
    case Decision::Answer::refused:
      return "refused";
    case Decision::Answer::unknown:
      return "unknown";
  }
  return "?";
}

const ruleset::Declaration& declaration(const ruleset::RuleSet& rules, DeclarationRef ref) {
  switch (ref.kind) {
    case DeclarationKind::rule:
      return rules.rules[ref.index];
    case DeclarationKind::authority:
      return rules.authorities[ref.index];
    case DeclarationKind::limit:
      break;
  }
  return rules.limits[ref.index];
}

std::vector<DeclarationRef> all_declarations(const ruleset::RuleSet& rules) {
  std::vector<DeclarationRef> all;
  const auto add = [&](DeclarationKind kind, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) all.push_back({kind, i});
  };
  add(DeclarationKind::rule, rules.rules.size());
  add(DeclarationKind::authority, rules.authorities.size());
  add(DeclarationKind::limit, rules.limits.size());
  std::ranges::sort(all, {}, [&](DeclarationRef ref) {
    return std::tuple(std::string_view(declaration(rules, ref).qualified_id), ref.kind);
  });
  return all;
}

std::string_view waiver_state_name(WaiverState state) {
  switch (state) {
    case WaiverState::in_use:
      return "in_use";
    case WaiverState::unused:
      return "unused";
    case WaiverState::not_yet:
      return "not_yet";
    case WaiverState::expired:
      return "expired";
    case WaiverState::approver_unknown:
      return "approver_unknown";
    case WaiverState::approver_is_subject:
      return "approver_is_subject";
    case WaiverState::approver_lacks_role:
      return "approver_lacks_role";
    case WaiverState::over_budget:
      return "over_budget";
  }
  return "?";
}

}  // namespace sprintd::outcome
