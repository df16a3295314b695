// Which declarations are in force at a time: within their dates, and not replaced by one that is; and which of them
// speak about one topic.
//
// Neighbours: audit and decide ask before they judge; outcome::Conflict carries what conflicts() finds. Reads the dates
// once; borrows the rule set. Immutable.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rules/eval/window.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

class Standing {
 public:
  Standing(const ruleset::RuleSet& rules, const TimeZone& zone);

  [[nodiscard]] bool in_force(outcome::DeclarationRef ref, Instant now) const;
  // The one that takes its place at that time, although its own dates would hold.
  [[nodiscard]] std::optional<outcome::DeclarationRef> replaced_by(outcome::DeclarationRef ref, Instant now) const;
  // Topics of which more than one is in force, by name.
  [[nodiscard]] std::vector<outcome::Conflict> conflicts(Instant now) const;

 private:
  struct Term {
    Window window;
    std::vector<outcome::DeclarationRef> replacers;  // by id
  };
  [[nodiscard]] const Term& term(outcome::DeclarationRef ref) const {
    return terms_[static_cast<std::size_t>(ref.kind)][ref.index];
  }

  const ruleset::RuleSet* rules_;
  std::array<std::vector<Term>, 3> terms_;  // by DeclarationKind, then as in the rule set
  std::vector<outcome::DeclarationRef> by_id_;
};

}  // namespace sprintd::eval
