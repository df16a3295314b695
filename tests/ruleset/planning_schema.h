// A small schema of sprints for the tests of packs: as much of a backlog as their expressions read.
//
// Neighbours: the real one is made by rules/eval, which this room may not see. Free functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/lang/schema.h"
#include "rules/ruleset/load_packs.h"

namespace sprintd::ruleset {

lang::Schema planning_schema();

// Loads with that schema: one text under the name "team.yaml", or several.
LoadedPacks load_text(std::string_view text);
LoadedPacks load_texts(std::vector<PackText> texts);
// As people read them.
std::string rendered(const LoadedPacks& loaded);

}  // namespace sprintd::ruleset
