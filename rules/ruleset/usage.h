// What the expressions of the packs mention: the definitions they use, directly or through others, and the levels they
// name in seniority("...").
//
// Neighbours: Expressions (expressions.h) shows it every expression; the lint for unused definitions and
// RuleSet::named_levels come from it. Borrows the Definitions; one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/lang/ast.h"
#include "rules/lang/environment.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::ruleset {

class Usage {
 public:
  explicit Usage(const lang::Definitions& definitions);

  // An expression of a scope as parsed, before definitions are inlined into it.
  void see(const lang::Node& expression, std::uint32_t scope);
  // A message: its words are looked at one by one, so a definition's name in plain text counts as a use.
  void see_template(lang::SourceText text, std::uint32_t scope);

  [[nodiscard]] bool is_used(const lang::Definition& definition) const;
  [[nodiscard]] const std::vector<RuleSet::NamedLevel>& levels() const { return levels_; }

 private:
  void walk(const lang::Node& node, std::vector<std::string_view>& locals);
  void use(std::string_view name);  // by scope_
  void follow_definitions();
  void see_level_in(lang::SourceText text, std::size_t after_name);

  const lang::Definitions* definitions_;
  std::uint32_t scope_ = 0;  // of what is looked at
  std::vector<bool> used_;
  std::vector<std::uint32_t> to_follow_;
  std::vector<RuleSet::NamedLevel> levels_;
};

}  // namespace sprintd::ruleset
