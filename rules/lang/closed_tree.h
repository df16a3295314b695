// Trees whose value depends on nothing around them: no variable, no local bound outside, no host function, no time
// zone.
//
// Neighbours: constant_value.h computes such trees once. Borrows the tree; asks about each node once.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "rules/lang/ast.h"

namespace sprintd::lang {

class ClosedTrees {
 public:
  bool is_closed(const Node& node);

 private:
  // How far out the tree reaches: the least depth of a binding it refers to, among those open around it; kNowhere for
  // a closed tree, kOutside for one that needs an evaluation's data.
  using Depth = std::int64_t;
  Depth reach(const Node& node);
  Depth reach_of_parts(const Node& node);
  Depth reach_below(const std::vector<std::uint32_t>& bound, const std::vector<const Node*>& body);

  std::vector<std::uint32_t> open_;  // locals bound around the node that is looked at
  std::unordered_map<const Node*, bool> closed_;
};

}  // namespace sprintd::lang
