// The JSON Schema of the daemon's configuration.
//
// Neighbours: config_keys.h has the rows, rules/schema the schemas of everything else. Pure function.
#pragma once

#include <string>

namespace sprintd::config {

std::string config_schema();

}  // namespace sprintd::config
