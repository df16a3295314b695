// The reference evaluator at work on one tree: what its names mean and what its nodes are worth.
//
// Neighbours: evaluate() (reference_evaluator.h) makes one; reference_macros.h has the macros; reference_operators.cc
// find(), contains() and their like. Private to these files. One thread, one use.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/ast.h"
#include "rules/lang/function_table.h"
#include "tests/support/reference_evaluator.h"

namespace sprintd::lang::reference {

// The leftmost unknown, else the leftmost error, else null.
Value first_failure(Arguments values);
// The value under a key of a map: numbers by what they are worth. Null where there is none.
const Value* find(const Map& map, const Value& key);
bool is_key(const Value& value);
bool is_number(const Value& value);
Value contains(const Value& container, const Value& element, const World& world);
lang::Value to_real(const Value& value, Arena& arena);

class Walk {
 public:
  Walk(const Schema& schema, const Activation& activation)
      : schema_(schema), activation_(activation), world_{activation.facts} {}

  Value value_of(const Node& node);
  void bind(std::uint32_t local, Value value) { locals_[local] = std::move(value); }
  [[nodiscard]] const World& world() const { return world_; }

 private:
  Value value_of(const Node& node, const LiteralNode& literal);
  Value value_of(const Node& node, const NameNode& name);
  Value value_of(const Node& node, const SelectNode& select);
  Value value_of(const Node& node, const CallNode& call);
  Value value_of(const Node& node, const ListNode& list);
  Value value_of(const Node& node, const MapNode& map);
  Value value_of(const Node& node, const ComprehensionNode& walk);
  Value value_of(const Node& node, const BindNode& bind);
  Value value_of(const Node& node, const DefinitionNode& definition);

  Value field(const Row& row, const std::string& name);
  Value maybe_field(const Value& operand, const std::string& name);
  Value has(const Value& operand, const std::string& name);
  Value both(const CallNode& call, bool deciding);
  Value otherwise(const CallNode& call);
  Value call_host(std::size_t number, const std::vector<Value>& arguments);
  Value at(const Value& container, const Value& key);
  Value maybe_at(const Value& container, const Value& key);
  // Of a list's element or a map's value: of ?x the optional.
  Value element_of(const Node& node);
  // What of it comes into the list or map; nothing where it is left out.
  static std::optional<Value> kept_element(const Node& node, const Value& value);

  const Schema& schema_;
  const Activation& activation_;
  World world_;
  Arena arena_;
  std::map<std::uint32_t, Value> locals_;
  std::map<std::pair<std::uint32_t, bool>, Value> definitions_;
};

}  // namespace sprintd::lang::reference
