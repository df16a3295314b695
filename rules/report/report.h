// Outcomes as people and programs read them. The same outcome gives the same bytes.
//
// Neighbours: rules/outcome is the input; formats are rows of formats.def; colour and width are the caller's. Pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/places.h"
#include "rules/outcome/outcome.h"

namespace sprintd::report {

enum class Format : std::uint8_t { text, json };  // others come as rows of formats.def
std::optional<Format> find_format(std::string_view name);

struct Style {
  bool colour = false;
  int width = 100;       // columns
  bool verbose = false;  // text: also what passed and the subjects of groups
};

std::string write_audit(const outcome::Audit& audit, Format format, const Style& style);
std::string write_decision(const outcome::Decision& decision, Format format, const Style& style);
// JSON: an array for many.
std::string write_decisions(const std::vector<outcome::Decision>& decisions, Format format, const Style& style);
std::string write_rules(const ruleset::RuleSet& rules, Format format, const Style& style);
std::string write_rule(const ruleset::RuleSet& rules, const ruleset::Declaration& rule, Format format,
                       const Style& style);
std::string write_code(Code code, Format format, const Style& style);
std::string write_diagnostics(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format,
                              const Style& style);

}  // namespace sprintd::report
