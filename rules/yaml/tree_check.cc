#include "rules/yaml/tree_check.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

namespace sprintd::yaml {
namespace {

struct Extent {
  std::size_t nodes = 1;
  std::size_t bytes = 0;
  std::size_t height = 1;

  void add(const Extent& child) {
    nodes += child.nodes;
    bytes += child.bytes;
    height = std::max(height, child.height + 1);
  }
};

Extent extent_of(const Node& node) {
  Extent extent;
  extent.bytes = node.text.size();
  for (const auto& item : node.items) extent.add(extent_of(item));
  for (const auto& [key, value] : node.entries) {
    extent.add(extent_of(key));
    extent.add(extent_of(value));
  }
  return extent;
}

class TreeCheck {
 public:
  TreeCheck(const std::vector<Alias>& aliases, Diagnostics& diagnostics)
      : aliases_(aliases), diagnostics_(diagnostics) {
    for (const auto& alias : aliases) targets_.emplace(alias.target, nullptr);
  }

  void visit(Node& node, std::size_t depth) {
    const auto number = next_number_++;
    if (const auto target = targets_.find(number); target != targets_.end()) target->second = &node;
    if (next_alias_ < aliases_.size() && aliases_[next_alias_].node == number) {
      expand(node, *targets_.at(aliases_[next_alias_].target), depth);
      ++next_alias_;
      return;
    }
    for (auto& item : node.items) visit(item, depth + 1);
    for (auto& [key, value] : node.entries) {
      visit(key, depth + 1);
      visit(value, depth + 1);
    }
    if (node.is_mapping()) check_keys(node);
  }

 private:
  void expand(Node& alias, const Node& target, std::size_t depth) {
    const auto extent = extent_of(target);
    if (depth + extent.height > kMaxDepth) {
      diagnostics_.add(
          Code::yaml_too_deep, alias.span,
          fmt::format("with what this alias stands for, values are nested more than {} levels deep", kMaxDepth));
      return;
    }
    if (is_exhausted_) return;
    nodes_ += extent.nodes;
    bytes_ += extent.bytes;
    if (nodes_ > kMaxAliasNodes || bytes_ > kMaxAliasBytes) {
      is_exhausted_ = true;
      diagnostics_.add(Code::yaml_alias_expansion, alias.span,
                       fmt::format("up to here, aliases stand for more than {} values or {} MB of text", kMaxAliasNodes,
                                   kMaxAliasBytes >> 20));
      return;
    }
    const auto span = alias.span;
    alias = target;
    alias.span = span;
  }

  void check_keys(const Node& mapping) {
    std::map<std::string_view, const Node*> first;
    for (const auto& [key, value] : mapping.entries) {
      if (!key.is_scalar()) {
        const auto* kind = key.is_sequence() ? "list" : "mapping";
        diagnostics_.add(Code::yaml_key_not_scalar, key.span, fmt::format("a {} cannot be a key", kind),
                         "put it in quotes if it is a text");
      } else if (key.text.empty() && key.style == Node::Style::plain) {
        diagnostics_.add(Code::yaml_key_not_scalar, key.span, "a key is missing before the colon");
      } else if (key.text == "<<" && key.style == Node::Style::plain) {
        diagnostics_.add(Code::yaml_merge_key, key.span, "merge keys are not read", "write the keys out");
      } else if (const auto [before, is_new] = first.emplace(key.text, &key); !is_new) {
        diagnostics_.add(Code::yaml_duplicate_key, key.span, fmt::format("key '{}' is given twice", key.text))
            .notes.emplace_back(before->second->span, "here for the first time");
      }
    }
  }

  const std::vector<Alias>& aliases_;
  Diagnostics& diagnostics_;
  std::map<std::uint32_t, const Node*> targets_;
  std::uint32_t next_number_ = 0;
  std::size_t next_alias_ = 0;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  bool is_exhausted_ = false;
};

}  // namespace

void check_tree(Node& root, const std::vector<Alias>& aliases, Diagnostics& diagnostics) {
  TreeCheck(aliases, diagnostics).visit(root, 0);
}

}  // namespace sprintd::yaml
