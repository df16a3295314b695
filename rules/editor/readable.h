// A text with the lines blanked that keep it from being YAML: what is left can be read while somebody types.
//
// Neighbours: view.h reads packs this way; rules/yaml says what is wrong. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "rules/ruleset/pack_text.h"

namespace sprintd::editor {

// The same bytes at the same places, but for blanks. `cursor`: where somebody types, so where the fault most likely is.
// What does not become YAML even so is blank throughout.
std::string readable(const ruleset::PackText& text, std::size_t cursor);

}  // namespace sprintd::editor
