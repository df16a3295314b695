// One escape sequence of a double-quoted YAML scalar.
//
// Neighbours: scalar_place.cc reads scalars with it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sprintd::yaml {

struct Escape {
  std::string decoded;
  std::size_t length;  // of the sequence in the source, with its backslash
};

// `text` starts with the backslash. Nothing for what YAML 1.2 does not know, and for an escaped line end.
std::optional<Escape> read_escape(std::string_view text);

}  // namespace sprintd::yaml
