// The names under `define:`: constants, expressions and functions of one pack.
//
// Neighbours: rules/yaml gave the mapping, the Definitions go into every scope of the pack (scopes.h). Free functions.
#pragma once

#include <cstdint>

#include "rules/base/diagnostic.h"
#include "rules/lang/environment.h"
#include "rules/lang/schema.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

// Adds them to `definitions`, in the scope. One with a fault keeps its name, so that its uses are not reported too.
void read_definitions(const yaml::Node& mapping, const lang::Schema& schema, std::uint32_t scope,
                      lang::Definitions& definitions, Diagnostics& diagnostics);

}  // namespace sprintd::ruleset
