#include "rules/lang/checker.h"

#include <fmt/format.h>
#include <utility>

#include "rules/lang/ast_copy.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lang/checking.h"
#include "rules/lang/limits.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

Type type_of_literal(const Literal& literal) {
  static constexpr Kind kKinds[] = {Kind::null, Kind::boolean, Kind::integer, Kind::uinteger,
                                    Kind::real, Kind::string,  Kind::bytes};
  static_assert(std::size(kKinds) == std::variant_size_v<Literal>);
  return kKinds[literal.index()];
}

}  // namespace

bool check(Node& root, const Environment& environment, const Expected& expected, Diagnostics& diagnostics) {
  return Checking(environment, diagnostics).run(root, expected);
}

Checking::Checking(const Environment& environment, Diagnostics& diagnostics)
    : environment_(environment), diagnostics_(diagnostics) {
  frames_.emplace_back();
}

bool Checking::run(Node& root, const Expected& expected) {
  nodes_ = count_nodes(root);
  check(root);
  if (!failed_) check_result(root, expected);
  if (failed_) return false;
  settle(root);
  return true;
}

void Checking::check(Node& node) {
  if (stopped_) {
    node.type = Kind::error;
    return;
  }
  if (depth_ >= kMaxDepth) {
    report(Code::expression_too_deep, node.span,
           fmt::format("with its definitions, this expression is nested more than {} levels deep", kMaxDepth),
           "let definitions build on fewer others");
    stopped_ = true;
    node.type = Kind::error;
    return;
  }
  ++depth_;
  check_kind(node);
  --depth_;
}

void Checking::check_kind(Node& node) {
  if (const auto* literal = std::get_if<LiteralNode>(&node.is)) {
    node.type = environment_.typing == Typing::checked ? type_of_literal(literal->value) : Type(Kind::dyn);
  } else if (const auto* name = std::get_if<NameNode>(&node.is)) {
    check_name(node, *name);
  } else if (std::holds_alternative<SelectNode>(node.is)) {
    check_select(node);
  } else if (std::holds_alternative<CallNode>(node.is)) {
    check_call(node);
  } else if (auto* list = std::get_if<ListNode>(&node.is)) {
    check_list(node, *list);
  } else if (auto* map = std::get_if<MapNode>(&node.is)) {
    check_map(node, *map);
  } else if (auto* walk = std::get_if<ComprehensionNode>(&node.is)) {
    check_comprehension(node, *walk);
  } else if (auto* bind = std::get_if<BindNode>(&node.is)) {
    check_bind(node, *bind);
  }
}

void Checking::check_result(Node& root, const Expected& expected) {
  if (!expected.type || types_.fits(type_of(root), *expected.type)) return;
  if (expected.type->kind == Kind::real && adaptable(root)) return adapt(root);
  const auto type = type_of(root);
  std::string hint;
  if (expected.type->kind == Kind::real && (type.kind == Kind::integer || type.kind == Kind::uinteger)) {
    hint = fmt::format("write double({})", short_expression_text(root));
  } else if (type.kind == Kind::optional) {
    hint = optional_hint(root);
  } else if (expected.type->kind == Kind::boolean) {
    hint = condition_hint(root);
  }
  report(Code::wrong_result_type, root.span,
         fmt::format("{} must be {}; this is {}", expected.what, a_wanted_type(schema(), *expected.type),
                     a_type(schema(), type)),
         std::move(hint));
}

// What is still open now is decided by nothing.
void Checking::settle(Node& node) {
  node.type = types_.settle(node.type);
  for_each_child(node, [this](Node& child) { settle(child); });
}

void Checking::report(Code code, Span span, std::string message, std::string hint, std::vector<Span> inner_uses) {
  failed_ = true;
  if (stopped_) return;
  Diagnostic fault{.code = code,
                   .span = span,
                   .message = std::move(message),
                   .hint = std::move(hint),
                   .pointer = {},
                   .notes = {},
                   .severity = code_info(code).severity};
  for (const auto& use : inner_uses) fault.notes.push_back({use, "used here"});
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (frame->definition) fault.notes.push_back({frame->use, "used here"});
  }
  diagnostics_.add(std::move(fault));
}

std::uint32_t Checking::open_local(std::vector<Local>& locals, std::string name, Type type, Enumerated values,
                                   const Node* argument) {
  const auto number = static_cast<std::uint32_t>(local_origins_.size());
  local_origins_.push_back({values, argument});
  locals.push_back({.name = std::move(name), .number = number, .type = std::move(type)});
  return number;
}

std::string Checking::name_of(const Node& node) const {
  const auto text = short_expression_text(node);
  const auto type = schema().type_name(types_.settle(node.type));
  return text == type ? text : fmt::format("{} ({})", text, type);
}

std::uint32_t Checking::scope() const {
  const auto& definition = frames_.back().definition;
  return definition ? environment_.definitions->at(*definition).scope : environment_.scope;
}

const Definition* Checking::find_definition(std::string_view name) const {
  return environment_.definitions == nullptr ? nullptr : environment_.definitions->find(name, scope());
}

std::vector<const Definition*> Checking::definitions_in_sight() const {
  if (environment_.definitions == nullptr) return {};
  return environment_.definitions->seen_from(scope());
}

}  // namespace sprintd::lang
