// The children of a node, in the order in which they were written.
//
// Neighbours: ast.h; passes that look at a whole tree use it (counting, collecting, settling types). Header only.
#pragma once

#include "rules/lang/ast.h"

namespace sprintd::lang {

// Calls visit(Node&) for each child, or visit(const Node&) for the children of a const node.
template <typename NodeType, typename Visit>
void for_each_child(NodeType& node, Visit visit) {
  const auto one = [&](auto& child) {
    if (child != nullptr) visit(static_cast<NodeType&>(*child));
  };
  const auto all = [&](auto& children) {
    for (auto& child : children) one(child);
  };
  if (auto* select = std::get_if<SelectNode>(&node.is)) {
    one(select->operand);
  } else if (auto* call = std::get_if<CallNode>(&node.is)) {
    one(call->target);
    all(call->arguments);
  } else if (auto* list = std::get_if<ListNode>(&node.is)) {
    all(list->elements);
  } else if (auto* map = std::get_if<MapNode>(&node.is)) {
    for (auto& [key, value] : map->entries) {
      one(key);
      one(value);
    }
  } else if (auto* walk = std::get_if<ComprehensionNode>(&node.is)) {
    one(walk->range);
    one(walk->condition);
    one(walk->result);
  } else if (auto* bind = std::get_if<BindNode>(&node.is)) {
    one(bind->value);
    one(bind->body);
  } else if (auto* definition = std::get_if<DefinitionNode>(&node.is)) {
    all(definition->arguments);
    one(definition->body);
  }
}

}  // namespace sprintd::lang
