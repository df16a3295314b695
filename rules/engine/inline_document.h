// A backlog that stands inside a request body, as a document of its own whose places are those of the body.
//
// Neighbours: request_reader.cc finds the value, rules/backlog loads the document. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sprintd::engine {

// The JSON value that begins at `begin`, with white space before it so that its lines and columns are still right.
// The body must be well-formed JSON.
std::string cut_out(std::string_view body, std::size_t begin);

}  // namespace sprintd::engine
