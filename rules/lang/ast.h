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

#include "rules/base/origin.h"
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
  Origin origin = {};  // of a string: the way back from its text to the file
};
// A name: a variable of the Environment, a local (the variable of a comprehension, a parameter of a definition), a
// type. A leading dot (".y") asks for the outermost meaning; check() joins qualified names ("a.b.c") into one node.
struct NameNode {
  enum class Refers : std::uint8_t { unresolved, variable, local, type };
  std::string name;
  // Set by check().
  Refers refers = Refers::unresolved;  // variable: its Activation slot is Node::slot; type: Node::type is type(T)
  std::uint32_t local = 0;             // local: the number of its binding, see Node
};
// operand.field, or has(operand.field) with test_only. operand.?field with optional: none where the field is absent.
// A field of an optional value is optional too, with either sign.
struct SelectNode {
  NodePtr operand;
  std::string field;
  Span field_span;
  bool test_only = false;
  bool optional = false;
};
// function(arguments) or target.function(arguments); operators are calls of "_+_", "-_", "!_", "_&&_", "_||_", "_==_",
// "_!=_", "_<_", ..., "_?_:_", "_[_]", "@in", as in the CEL specification, without a target. container[?key] is
// "_[?_]". An element of a list or a value of a map entry that is left out when it is none (?element, ?key: value) is a
// call of
// "?_", which stands nowhere else.
struct CallNode {
  std::string function;  // check() joins qualified names: "math.greatest", target null
  NodePtr target;        // argument 0 of a member overload
  std::vector<NodePtr> arguments;
  Span function_span;  // the name or the operator
  // Set by check(): the index in Schema::functions() of the host function it is, or -1. Where an argument's type is dyn
  // the evaluator must look at its kind before it calls.
  std::int32_t host_function = -1;
};
struct ListNode {
  std::vector<NodePtr> elements;
};
struct MapNode {
  std::vector<std::pair<NodePtr, NodePtr>> entries;
};
// The variable of a macro, while its body is evaluated.
struct Binder {
  std::string name;  // empty: there is none
  Span span;
  std::uint32_t local = 0;  // set by check(): the number of its binding, see Node
};
// What the macros over lists, maps and optionals become: the macro is kept, so that the evaluator can stop early and
// evidence can speak the author's words. macros.h has their names.
struct ComprehensionNode {
  enum class Macro : std::uint8_t {
    all,
    exists,
    exists_one,
    filter,
    map,                  // with two variables CEL calls it transformList
    transform_map,        // the result under the key `first`
    transform_map_entry,  // the entries of the results, which are maps; a key may come once
    sort_by,              // ascending, equal ones in the order they had
    opt_map,              // an optional of the result, or none
    opt_flat_map,         // the result, which is an optional, or none
  };
  Macro macro;
  NodePtr range;      // a list, a map or dyn; an optional for opt_map and opt_flat_map
  Binder first;       // alone: an element of the list, a key of the map, the value of the optional
  Binder second;      // with it: the element at the position `first`, the value under the key `first`
  NodePtr condition;  // all, exists, exists_one, filter; of the others that have one, which elements they take
  NodePtr result;     // what becomes of an element; for sort_by what it is sorted by; null where there is none
  Span macro_span;    // the macro's name
};
// cel.bind(variable, value, body). A value that failed is bound as it is, and matters where the body reads it.
struct BindNode {
  Binder variable;
  NodePtr value;
  NodePtr body;
};
// A definition used by name or call: its body, inlined by the checker, evaluated once per evaluation if it has no
// parameters (equal `definition` and `as_double` and no parameters: the same value). Arguments are evaluated in the
// scope of the use and bound to `parameters` first; the body sees these and the Environment's variables, no other
// local.
struct DefinitionNode {
  std::uint32_t definition;  // index in Definitions
  std::string name;
  std::vector<std::string> parameters;
  std::vector<NodePtr> arguments;
  NodePtr body;
  std::vector<std::uint32_t> locals;  // of the parameters: the numbers of their bindings, see Node
  bool as_double = false;             // the int literals it consists of were adapted to double for this use
};

// Locals: check() numbers every binding of a tree (Binders, parameters) from 0, each number once, so a
// local is found by its number alone, whatever names shadow each other.
struct Node {
  Span span;  // the whole expression, in the file where it was written
  Type type;  // set by check()
  std::variant<LiteralNode, NameNode, SelectNode, CallNode, ListNode, MapNode, ComprehensionNode, BindNode,
               DefinitionNode>
      is;

  // Set by check(): what a name or a field or a call was resolved to.
  std::int32_t slot = -1;  // NameNode: variable slot; SelectNode: field slot
  // CallNode: index into the function table, when the types alone decide (elements of a list(dyn) may still be
  // anything); -1: decided by the kinds of the values (dyn), a host function, or one of && || ! ?: == != in [] [?] ?_.
  std::int32_t overload = -1;
};

}  // namespace sprintd::lang
