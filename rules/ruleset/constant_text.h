// A YAML list as the list literal of the language that means the same, with the way back to each of its elements.
//
// Neighbours: define_section.cc turns constants into expressions with it. Pure functions.
#pragma once

#include <optional>
#include <string>

#include "rules/base/diagnostic.h"
#include "rules/base/origin.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

struct ConstantText {
  std::string text;  // ["tech_debt", "chore"]
  Origin origin;
};

// Nothing when an element is a mapping or empty (reported).
std::optional<ConstantText> constant_text(const yaml::Node& list, Diagnostics& diagnostics);

}  // namespace sprintd::ruleset
