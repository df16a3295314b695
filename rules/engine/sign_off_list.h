// What the owner of packs adds to the list of sign-offs.
//
// Neighbours: rules/ruleset/sign_offs.h reads the list when packs are loaded; sprintctl sign prints this. Pure.
#pragma once

#include <string>
#include <string_view>

#include "rules/engine/engine.h"

namespace sprintd::engine {

// The whole list for these packs, as they are, signed by one person (an id).
std::string sign_off_list(const ruleset::RuleSet& rules, std::string_view person);

}  // namespace sprintd::engine
