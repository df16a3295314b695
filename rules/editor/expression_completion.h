// What could be written at the cursor of an expression.
//
// Neighbours: completion.cc asks; expression_cursor.h says what stands there. Pure.
#pragma once

#include "rules/editor/completion.h"
#include "rules/editor/expression_cursor.h"

namespace sprintd::editor {

Completions complete_expression(const View& view, const ExpressionCursor& at);

}  // namespace sprintd::editor
