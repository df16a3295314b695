// A handbook page made of packs: every clause, the rules that say it, examples from their tests, and which clauses no
// rule says.
//
// Neighbours: rules/ruleset has the packs, test_file.h the examples; cli/ writes the page. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/outcome/outcome.h"
#include "rules/packtest/test_file.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::packtest {

// What a case shows of a rule: "a story of 20 points is too large" fails with "US-1 has 20 points".
struct Example {
  std::string rule;  // qualified id
  std::string what;  // the name of the case
  outcome::Verdict verdict = outcome::Verdict::pass;
  std::string message;  // where the case states one
};

// In the order of the cases. A rule that a case names without a finding of it passes there; an answer is an example of
// the authorities and gates whose clauses it names.
std::vector<Example> examples_of(const TestFile& tests, const ruleset::RuleSet& rules);

enum class HandbookFormat : std::uint8_t { markdown, html };
std::span<const std::string_view> handbook_formats();
std::optional<HandbookFormat> find_handbook_format(std::string_view name);

std::string write_handbook(const ruleset::RuleSet& rules, const std::vector<Example>& examples, HandbookFormat format);

}  // namespace sprintd::packtest
