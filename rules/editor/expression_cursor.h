// The name or text under the cursor inside an expression, and what is known of its surroundings.
//
// Neighbours: view.h gives the document; completion.cc and subject.cc ask here what could stand, or stands, at
// the cursor. Works on tokens, since the expression is seldom whole: only the value before a dot or an operator is
// parsed and checked, in the scope of its place. Pure; borrows the View.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/editor/cursor.h"
#include "rules/editor/view.h"
#include "rules/lang/environment.h"

namespace sprintd::editor {

struct ExpressionCursor {
  enum class Place : std::uint8_t {
    name,    // a variable, definition or function stands here or could
    member,  // behind a dot
    text,    // between quotes
  };
  Place place = Place::name;
  Range range;                          // in the document: of the word or of what stands between the quotes
  std::string word;                     // all of it, also what stands behind the cursor
  bool is_called = false;               // a parenthesis follows the word
  std::optional<lang::Type> target;     // member: of the value before the dot, where it could be told
  std::string qualifier;                // member: "math", where names with dots stand before it
  std::vector<std::string> values;      // text: what it could be
  const lang::Field* valued = nullptr;  // text: the field whose values these are
  lang::Environment environment;        // what names mean here, variables of macros included
};

// Nothing when the cursor is in no expression.
std::optional<ExpressionCursor> expression_at(const View& view);

}  // namespace sprintd::editor
