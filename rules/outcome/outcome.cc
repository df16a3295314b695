#include "rules/outcome/outcome.h"

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

}  // namespace sprintd::outcome
