// Packs and tests in one layout, without a word changed.
//
// Neighbours: rules/yaml gives the places, sprintctl fmt reads and writes files. The text is edited at its lines and
// never written anew, so comments, quotes and the inside of scalars and of { } and [ ] stay. Pure; one thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"

namespace sprintd::format {

struct Formatted {
  std::optional<std::string> text;      // nothing when it is no YAML
  std::vector<Diagnostic> diagnostics;  // why
  Sources sources;                      // what they point into
};

// Two columns for each level, lists below their key and one level in; lines that go on move with the line that they
// belong to, and comments with the line that they stand above. No blanks at ends of lines, no two blank lines in a row,
// one between the sections of a pack, one line end at the end. A text whose meaning would not be the same stays as it
// is. Formatting what is formatted changes nothing.
Formatted format_yaml(std::string name, std::string text);

}  // namespace sprintd::format
