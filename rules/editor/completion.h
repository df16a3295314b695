// What could be written at the cursor: keys, choices, names of clauses and rules, and the words of expressions.
//
// Neighbours: view.h and expression_cursor.h say where the cursor is, the tables of keys, fields and functions what
// there is; cli/lsp sends it to the editor. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/editor/view.h"

namespace sprintd::editor {

struct Completion {
  enum class Kind : std::uint8_t { key, choice, field, variable, definition, function, clause, rule, queue, name };
  Kind kind = Kind::key;
  std::string label;
  std::string insert;  // in place of Completions::replace
  std::string detail;  // a type, a signature, a title: on one line
  std::string doc;     // sentences; may be empty
};

struct Completions {
  Range replace;                // bytes of the document, around the cursor
  std::vector<Completion> all;  // what is likely first; not filtered by what is written already
};

Completions complete(const View& view);

}  // namespace sprintd::editor
