#include "rules/lang/closed_tree.h"

#include <algorithm>
#include <limits>

#include "rules/lang/ast_walk.h"
#include "rules/lang/function_table.h"

namespace sprintd::lang {

namespace {

constexpr std::int64_t kNowhere = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kOutside = -1;

bool needs_zone(const CallNode& call) {
  const auto overloads = overloads_of(call.function, call.target != nullptr);
  return std::ranges::any_of(overloads, [](std::uint16_t index) { return all_overloads()[index].needs_zone; });
}

}  // namespace

bool ClosedTrees::is_closed(const Node& node) {
  const auto known = closed_.find(&node);
  if (known != closed_.end()) return known->second;
  reach(node);  // of a node within nothing that is open: the tree is looked at from its root first
  return closed_[&node];
}

ClosedTrees::Depth ClosedTrees::reach(const Node& node) {
  const auto depth = reach_of_parts(node);
  closed_[&node] = depth >= static_cast<Depth>(open_.size());
  return depth;
}

ClosedTrees::Depth ClosedTrees::reach_of_parts(const Node& node) {
  if (const auto* name = std::get_if<NameNode>(&node.is)) {
    if (name->refers == NameNode::Refers::type) return kNowhere;
    if (name->refers != NameNode::Refers::local) return kOutside;
    const auto bound = std::ranges::find(open_, name->local);
    return bound == open_.end() ? kOutside : bound - open_.begin();
  }
  if (const auto* walk = std::get_if<ComprehensionNode>(&node.is)) {
    std::vector<std::uint32_t> bound = {walk->first.local};
    if (!walk->second.name.empty()) bound.push_back(walk->second.local);
    return std::min(reach(*walk->range), reach_below(bound, {walk->condition.get(), walk->result.get()}));
  }
  if (const auto* bind = std::get_if<BindNode>(&node.is)) {
    return std::min(reach(*bind->value), reach_below({bind->variable.local}, {bind->body.get()}));
  }
  if (const auto* definition = std::get_if<DefinitionNode>(&node.is)) {
    auto depth = kNowhere;
    for (const auto& argument : definition->arguments) depth = std::min(depth, reach(*argument));
    return std::min(depth, reach_below(definition->locals, {definition->body.get()}));
  }
  auto depth = kNowhere;
  if (const auto* call = std::get_if<CallNode>(&node.is); call != nullptr) {
    if (call->host_function >= 0 || needs_zone(*call)) depth = kOutside;
  }
  for_each_child(node, [&](const Node& child) { depth = std::min(depth, reach(child)); });
  return depth;
}

ClosedTrees::Depth ClosedTrees::reach_below(const std::vector<std::uint32_t>& bound,
                                            const std::vector<const Node*>& body) {
  const auto outside = open_.size();
  open_.insert(open_.end(), bound.begin(), bound.end());
  auto depth = kNowhere;
  for (const auto* part : body) {
    if (part != nullptr) depth = std::min(depth, reach(*part));
  }
  open_.resize(outside);
  // What is bound here is nothing that the whole refers to.
  return depth >= static_cast<Depth>(outside) ? kNowhere : depth;
}

}  // namespace sprintd::lang
