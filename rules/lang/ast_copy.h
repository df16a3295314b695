// A second tree like the first: definitions are checked anew at each use, so each use gets its own.
//
// Neighbours: environment.h holds the trees of definitions, the checker copies them. Pure functions.
#pragma once

#include <cstddef>

#include "rules/lang/ast.h"

namespace sprintd::lang {

NodePtr copy_tree(const Node& node);
// Nodes in the tree, itself included.
std::size_t count_nodes(const Node& node);

}  // namespace sprintd::lang
