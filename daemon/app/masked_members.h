// The names in decision_log.mask: known ones, or a fault that says what was meant. A misspelt one would hide nothing.
//
// Neighbours: loading.cc refuses a configuration with a fault, settings.cc hands the names to the writer. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sprintd::app {

// Fields of backlogs and members of records; `fields.NAME` is one of what packs declare. `id` and `schema`
// are refused: without them no document can be read.
std::optional<std::string> fault_in_mask(const std::vector<std::string>& names);
// As members are named where they stand: "fields.risk" is "risk".
std::vector<std::string> masked_members(const std::vector<std::string>& names);

}  // namespace sprintd::app
