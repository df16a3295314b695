// JSON pointers (RFC 6901), built step by step: "/items/17/blocked_by/0".
//
// Neighbours: the strict reader and rules/backlog say with it where in a document a fault stands. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sprintd::json {

void append_pointer(std::string& pointer, std::string_view key);
void append_pointer(std::string& pointer, std::size_t index);

}  // namespace sprintd::json
