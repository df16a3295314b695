// Parameters of packs: declared with a default, set by importers or from outside, read in expressions as params.NAME.
//
// Neighbours: load_packs.cc calls it before any expression is compiled; each value becomes a definition of its pack.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/schema.h"
#include "rules/ruleset/imports.h"

namespace sprintd::ruleset {

// From the command line or a configuration: before what importers say.
struct ParameterSetting {
  std::string name;   // "share", or "team-rules/share"
  std::string value;  // a constant expression; of a string parameter, the string
};
// The name that places in settings have in messages.
constexpr std::string_view kSettingsName = "--param";

// "share=0.2"; nothing without a name or a '='.
std::optional<ParameterSetting> parse_setting(std::string_view text);

// Fills RuleSet::Pack::parameters and reading.definitions.
void read_parameters(const std::vector<Document>& documents, const Imports& imports,
                     const std::vector<ParameterSetting>& settings, const lang::Schema& schema, Reading& reading);

}  // namespace sprintd::ruleset
