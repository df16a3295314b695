// What an editor shows of the word under the cursor, and where that word comes from.
//
// Neighbours: view.h and expression_cursor.h say what stands there; cli/lsp sends it. Pure.
#pragma once

#include <optional>
#include <string>

#include "rules/editor/view.h"

namespace sprintd::editor {

struct Hover {
  Range range;  // of the document: what it is about
  std::string markdown;
};
// Nothing where there is nothing to say.
std::optional<Hover> hover(const View& view);

// A place in the document, in a pack that it builds on, or a whole file.
struct Target {
  std::string file;  // as the texts are named
  Span span;         // in View::sources(); not known: the beginning of the file
};
std::optional<Target> find_target(const View& view);

}  // namespace sprintd::editor
