// The second look at a parsed tree: aliases become copies, and every key is checked.
//
// Neighbours: parse.cc builds the tree and the list of aliases from events. Nodes are numbered in the order in which
// the text starts them, from 0: a tree that is still being built has no addresses that last.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/yaml/node.h"

namespace sprintd::yaml {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxAliasNodes = 100'000;
constexpr std::size_t kMaxAliasBytes = std::size_t{16} << 20;

struct Alias {
  std::uint32_t node;    // the number of the alias
  std::uint32_t target;  // the number of the node it stands for; always smaller
};

// `aliases` in the order of their nodes.
void check_tree(Node& root, const std::vector<Alias>& aliases, Diagnostics& diagnostics);

}  // namespace sprintd::yaml
