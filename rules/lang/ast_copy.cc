#include "rules/lang/ast_copy.h"

#include <utility>

#include "rules/lang/ast_walk.h"

namespace sprintd::lang {
namespace {

NodePtr copy(const NodePtr& node) { return node == nullptr ? nullptr : copy_tree(*node); }

std::vector<NodePtr> copy(const std::vector<NodePtr>& nodes) {
  std::vector<NodePtr> out;
  out.reserve(nodes.size());
  for (const auto& node : nodes) out.push_back(copy(node));
  return out;
}

LiteralNode copy(const LiteralNode& is) { return is; }
NameNode copy(const NameNode& is) { return is; }

SelectNode copy(const SelectNode& is) { return {copy(is.operand), is.field, is.field_span, is.test_only, is.optional}; }

CallNode copy(const CallNode& is) {
  return {is.function, copy(is.target), copy(is.arguments), is.function_span, is.host_function};
}

ListNode copy(const ListNode& is) { return {copy(is.elements)}; }

MapNode copy(const MapNode& is) {
  MapNode out;
  for (const auto& [key, value] : is.entries) out.entries.emplace_back(copy(key), copy(value));
  return out;
}

ComprehensionNode copy(const ComprehensionNode& is) {
  return {is.macro, copy(is.range), is.first, is.second, copy(is.condition), copy(is.result), is.macro_span};
}

BindNode copy(const BindNode& is) { return {is.variable, copy(is.value), copy(is.body)}; }

DefinitionNode copy(const DefinitionNode& is) {
  return {is.definition, is.name, is.parameters, copy(is.arguments), copy(is.body), is.locals, is.as_double};
}

}  // namespace

NodePtr copy_tree(const Node& node) {
  auto out = std::make_unique<Node>();
  out->span = node.span;
  out->type = node.type;
  out->slot = node.slot;
  out->overload = node.overload;
  std::visit([&](const auto& is) { out->is = copy(is); }, node.is);
  return out;
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for_each_child(node, [&](const Node& child) { count += count_nodes(child); });
  return count;
}

}  // namespace sprintd::lang
