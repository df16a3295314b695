// Lists, maps, and the macros that walk them.
#include <fmt/format.h>
#include <optional>

#include "rules/lang/ast_text.h"
#include "rules/lang/checking.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;
using Macro = ComprehensionNode::Macro;

}  // namespace

void Checking::check_list(Node& node, ListNode& list) {
  std::optional<Type> element;
  bool faulty = false;
  for (auto& child : list.elements) {
    check(*child);
    const auto type = type_of(*child);
    faulty = faulty || type.kind == Kind::error;
    element = element ? types_.join(types_.resolve(*element), type) : type;
  }
  node.type = faulty ? Type(Kind::error) : Type::list(element ? *element : types_.fresh());
}

void Checking::check_map(Node& node, MapNode& map) {
  std::optional<Type> key;
  std::optional<Type> value;
  bool faulty = false;
  for (auto& [key_node, value_node] : map.entries) {
    check(*key_node);
    check(*value_node);
    const auto key_type = type_of(*key_node);
    const auto value_type = type_of(*value_node);
    faulty = faulty || key_type.kind == Kind::error || value_type.kind == Kind::error;
    key = key ? types_.join(types_.resolve(*key), key_type) : key_type;
    value = value ? types_.join(types_.resolve(*value), value_type) : value_type;
  }
  node.type = faulty ? Type(Kind::error) : Type::map(key ? *key : types_.fresh(), value ? *value : types_.fresh());
}

void Checking::check_comprehension(Node& node, ComprehensionNode& walk) {
  check(*walk.range);
  const auto range = type_of(*walk.range);
  Type element = Kind::dyn;
  if (range.kind == Kind::list || range.kind == Kind::map) {
    element = range.parameters[0];
  } else if (range.kind == Kind::error) {
    element = Kind::error;
  } else if (range.kind == Kind::variable) {
    types_.fits(Kind::dyn, range);
  } else if (range.kind != Kind::dyn) {
    report(Code::not_a_collection, walk.range->span,
           fmt::format("{} is {}, not a list or map to walk", short_expression_text(*walk.range),
                       a_type(schema(), range)));
    element = Kind::error;
  }
  const auto values = range.kind == Kind::list ? enumerated_by(*walk.range) : Enumerated{};
  walk.local = open_local(frames_.back().locals, walk.variable, element, values);
  bool faulty = element.kind == Kind::error;
  if (walk.condition != nullptr) {
    check(*walk.condition);
    check_condition(*walk.condition, walk);
    faulty = faulty || type_of(*walk.condition).kind == Kind::error;
  }
  if (walk.result != nullptr) {
    check(*walk.result);
    faulty = faulty || type_of(*walk.result).kind == Kind::error;
  }
  frames_.back().locals.pop_back();
  if (faulty) {
    node.type = Kind::error;
  } else if (walk.macro == Macro::map) {
    node.type = Type::list(type_of(*walk.result));
  } else if (walk.macro == Macro::filter) {
    node.type = Type::list(types_.resolve(element));
  } else {
    node.type = Kind::boolean;
  }
}

void Checking::check_condition(const Node& condition, const ComprehensionNode& walk) {
  if (types_.fits(type_of(condition), Kind::boolean)) return;
  static constexpr std::string_view kNames[] = {"all", "exists", "exists_one", "map", "filter"};
  report(Code::types_do_not_fit, condition.span,
         fmt::format("{}() asks for a condition (bool); {} is {}", kNames[static_cast<std::size_t>(walk.macro)],
                     short_expression_text(condition), a_type(schema(), type_of(condition))));
}

}  // namespace sprintd::lang
