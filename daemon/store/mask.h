// Fields that nobody shall find in a log: they become null, wherever in a document they stand.
//
// Neighbours: decision_log.cc masks records and the texts of backlogs with it. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sprintd::store {

// A JSON or YAML document as JSON, with null for the value of each member of one of these names. Nothing for a text
// that is neither: it cannot be masked, so it must not be kept.
std::optional<std::string> mask_members(std::string_view text, std::span<const std::string> names);

}  // namespace sprintd::store
