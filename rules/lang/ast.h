// The tree of an expression after parsing and macro expansion.
//
// Neighbours: made by parse() (parser.h), typed by check() (checker.h), read by compile() (compiler.h) and printed by
// print_ast() (ast_text.h). Each node knows its place in the file it was written in, also when it came in through a
// definition. A tree of unique_ptrs; depth is bounded by the parser (kMaxDepth).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "rules/base/span.h"
#include "rules/lang/type.h"

namespace sprintd::lang {

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct BytesLiteral {
  std::string bytes;
};
struct UintLiteral {
  std::uint64_t value;
};
using Literal =
    std::variant<std::monostate /* null */, bool, std::int64_t, UintLiteral, double, std::string, BytesLiteral>;

struct LiteralNode {
  Literal value;
};
// A name: a variable, a definition, a comprehension's variable, a type.
struct NameNode {
  std::string name;
};
// operand.field, or has(operand.field) with test_only.
struct SelectNode {
  NodePtr operand;
  std::string field;
  Span field_span;
  bool test_only = false;
};
// function(arguments) or target.function(arguments); operators are calls of "_+_", "!_", "_?_:_", "_[_]", "@in", ...
// as in the CEL specification.
struct CallNode {
  std::string function;
  NodePtr target;
  std::vector<NodePtr> arguments;
  Span function_span;
};
struct ListNode {
  std::vector<NodePtr> elements;
};
struct MapNode {
  std::vector<std::pair<NodePtr, NodePtr>> entries;
};
// What the macros all, exists, exists_one, map and filter become: the macro is kept, so that the evaluator can stop
// early and evidence can speak the author's words.
struct ComprehensionNode {
  enum class Macro : std::uint8_t { all, exists, exists_one, map, filter };
  Macro macro;
  NodePtr range;
  std::string variable;
  NodePtr condition;  // all, exists, exists_one, filter; for map the optional filter (may be null)
  NodePtr result;     // map only
};
// A definition used by name or call: its body, inlined by the checker, evaluated once per evaluation if it has no
// parameters (equal `definition` and no parameters: the same value). Arguments are bound to `parameters` first.
struct DefinitionNode {
  std::uint32_t definition;
  std::vector<std::string> parameters;
  std::vector<NodePtr> arguments;
  NodePtr body;
};

struct Node {
  Span span;  // the whole expression, in the file where it was written
  Type type;  // set by check()
  std::variant<LiteralNode, NameNode, SelectNode, CallNode, ListNode, MapNode, ComprehensionNode, DefinitionNode> is;

  // Set by check(): what a name or a field or a call was resolved to.
  std::int32_t slot = -1;      // NameNode: variable slot; SelectNode: field slot
  std::int32_t overload = -1;  // CallNode: index into the function table; -1: decided by the values (dyn)
};

}  // namespace sprintd::lang
