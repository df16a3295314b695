// The value of an expression that is a constant: literals, and whatever is computed from literals alone.
//
// Neighbours: lowering.cc pushes such values with one instruction. What fails, or takes more than kFoldingBudget, is
// left to be computed when the expression runs, where `||` may still absorb a failure. Pure but for the Code that the
// value will live in.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "rules/lang/ast.h"
#include "rules/lang/bytecode.h"
#include "rules/lang/closed_tree.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

// Borrows the tree and the Code while it is compiled; asks about each node once.
class Constants {
 public:
  // What is not written as a value is computed (1 + 2, 'a'.size()), or left as it is.
  enum class Computed : std::uint8_t { folded, left };

  Constants(Code& code, const Environment& environment, Computed computed)
      : code_(code), environment_(environment), computed_(computed) {}

  std::optional<Value> value(const Node& node);

 private:
  std::optional<Value> find(const Node& node);
  std::optional<Value> of_list(const ListNode& list);
  std::optional<Value> of_map(const MapNode& map);
  std::optional<Value> fold(const Node& node);

  Code& code_;
  const Environment& environment_;
  Computed computed_;
  ClosedTrees closed_;
  std::map<const Node*, std::optional<Value>> known_;
};

// Only bool, int, uint and string can be keys.
bool is_map_key(const Value& value);

// The value with all that it points to in `code`; nothing when it has more than kMaxFoldedParts parts.
std::optional<Value> kept_in(const Value& value, Code& code);

}  // namespace sprintd::lang
