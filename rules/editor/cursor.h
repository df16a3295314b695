// Where a byte stands in the structure of a pack or a file of tests, told from the lines around it.
//
// Neighbours: view.h asks it. A text that is being typed is seldom YAML, so this looks at columns, dashes and colons
// alone, and never fails: where it cannot tell, it knows nothing. Pure; offsets are bytes of the text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/ruleset/pack_keys.h"

namespace sprintd::editor {

struct Range {
  std::size_t begin = 0, end = 0;
  [[nodiscard]] bool holds(std::size_t offset) const { return begin <= offset && offset <= end; }
  friend bool operator==(const Range&, const Range&) = default;
};

struct Cursor {
  std::vector<std::string> path;  // keys from the root, "-" for an element of a list: {"rules", "-", "require"}
  bool at_key = false;            // a key stands here or would; else the value of path.back()
  bool on_line_of_key = true;     // a value: it begins on the line of its key
  Range key;                      // at_key: the word, without its colon; may be empty
  bool has_colon = false;         // at_key: one stands behind the word
  Range value;                    // else: the value, to the last line that belongs to it
};

Cursor find_cursor(std::string_view text, std::size_t offset);

// What the table of keys says of the place.
struct Meaning {
  std::optional<ruleset::Section> section;  // the mapping around the cursor, where its keys are in the table
  const ruleset::PackKey* key = nullptr;    // of `section`: whose value the cursor is in
  const ruleset::PackKey* names = nullptr;  // the mapping around the cursor has names of the author's own: define, ...
  std::string name;                         // one of these, whose value the cursor is in
  std::size_t depth = 0;                    // how many names of the author's lead to the cursor
};
// `root`: Section::root of a pack, Section::test of a file of tests.
Meaning meaning_of(const Cursor& cursor, ruleset::Section root);

}  // namespace sprintd::editor
