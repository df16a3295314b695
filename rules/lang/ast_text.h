// Trees as text: as an author would write them, for messages; with every decision of the checker, for tests.
//
// Neighbours: ast.h. Pure functions; depth is bounded by the trees themselves.
#pragma once

#include <string>

#include "rules/lang/ast.h"

namespace sprintd::lang {

// "item.points > 8", with parentheses only where they are needed; a definition by its name.
std::string expression_text(const Node& node);
// At most `longest` bytes of it, "..." at the end when something was cut.
std::string short_expression_text(const Node& node, std::size_t longest = 48);
// A literal as CEL writes it: "\"text\"", 8, 8u, 2.5, null.
std::string literal_text(const Literal& literal);

// (_>_ (. item points) 8): one pair of parentheses for each node. After check() names carry what they refer to:
// item$0 is the variable of slot 0, x%1 the local number 1, int^ a type; fields carry their slot, .points#3.
std::string print_ast(const Node& node);

}  // namespace sprintd::lang
