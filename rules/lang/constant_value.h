// The value of an expression that is a constant: literals, lists and maps of them, names of types, timestamp("...").
//
// Neighbours: lowering.cc pushes such values with one instruction. What would fail is left to fail while it runs, where
// `||` may still absorb it. Pure but for the Code that the value will live in.
#pragma once

#include <map>
#include <optional>

#include "rules/lang/ast.h"
#include "rules/lang/bytecode.h"

namespace sprintd::lang {

// Borrows the tree and the Code while it is compiled; asks about each node once.
class Constants {
 public:
  explicit Constants(Code& code) : code_(code) {}

  std::optional<Value> value(const Node& node);

 private:
  std::optional<Value> compute(const Node& node);
  std::optional<Value> compute(const ListNode& list);
  std::optional<Value> compute(const MapNode& map);
  std::optional<Value> compute(const Node& node, const CallNode& call);

  Code& code_;
  std::map<const Node*, std::optional<Value>> known_;
};

// Only bool, int, uint and string can be keys.
bool is_map_key(const Value& value);

}  // namespace sprintd::lang
