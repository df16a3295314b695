// Lists, maps, and the macros that walk them.
#include <fmt/format.h>
#include <optional>

#include "rules/lang/ast_text.h"
#include "rules/lang/checking.h"
#include "rules/lang/macros.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;
using Macro = ComprehensionNode::Macro;

bool is_sortable(const Type& type) {
  switch (type.kind) {
    case Kind::dyn:
    case Kind::variable:
    case Kind::boolean:
    case Kind::integer:
    case Kind::uinteger:
    case Kind::real:
    case Kind::string:
    case Kind::bytes:
    case Kind::timestamp:
    case Kind::duration:
      return true;
    default:
      return false;
  }
}

}  // namespace

Type Checking::check_element(Node& node) {
  auto* call = std::get_if<CallNode>(&node.is);
  if (call == nullptr || call->function != "?_") {
    check(node);
    return type_of(node);
  }
  auto& optional = *call->arguments[0];
  check(optional);
  const auto type = type_of(optional);
  const auto element = types_.fresh();
  if (types_.fits(type, Type::optional(element))) {
    node.type = types_.resolve(element);
  } else {
    report(Code::types_do_not_fit, optional.span,
           fmt::format("behind ? stands an optional, which may be none; {} is {}", short_expression_text(optional),
                       a_type(schema(), type)),
           "write it without ?");
    node.type = Kind::error;
  }
  return node.type;
}

void Checking::check_list(Node& node, ListNode& list) {
  std::optional<Type> element;
  bool faulty = false;
  for (auto& child : list.elements) {
    const auto type = check_element(*child);
    faulty = faulty || type.kind == Kind::error;
    element = element ? types_.join(types_.resolve(*element), type) : type;
  }
  if (faulty) {
    node.type = Kind::error;
  } else if (environment_.typing == Typing::dynamic) {
    node.type = Kind::dyn;
  } else {
    node.type = Type::list(element ? *element : types_.fresh());
  }
}

void Checking::check_map(Node& node, MapNode& map) {
  std::optional<Type> key;
  std::optional<Type> value;
  bool faulty = false;
  for (auto& [key_node, value_node] : map.entries) {
    check(*key_node);
    const auto key_type = type_of(*key_node);
    const auto value_type = check_element(*value_node);
    faulty = faulty || key_type.kind == Kind::error || value_type.kind == Kind::error;
    key = key ? types_.join(types_.resolve(*key), key_type) : key_type;
    value = value ? types_.join(types_.resolve(*value), value_type) : value_type;
  }
  if (faulty) {
    node.type = Kind::error;
  } else if (environment_.typing == Typing::dynamic) {
    node.type = Kind::dyn;
  } else {
    node.type = Type::map(key ? *key : types_.fresh(), value ? *value : types_.fresh());
  }
}

void Checking::check_comprehension(Node& node, ComprehensionNode& walk) {
  check(*walk.range);
  const auto range = type_of(*walk.range);
  const auto open_before = frames_.back().locals.size();
  bool faulty = !open_variables(walk, range);
  const auto element = frames_.back().locals.back().type;
  if (walk.condition != nullptr) {
    check(*walk.condition);
    check_condition(*walk.condition, walk);
    faulty = faulty || type_of(*walk.condition).kind == Kind::error;
  }
  if (walk.result != nullptr) {
    check(*walk.result);
    faulty = faulty || type_of(*walk.result).kind == Kind::error;
  }
  node.type = faulty ? Type(Kind::error) : type_of_comprehension(walk, range, types_.resolve(element));
  frames_.back().locals.resize(open_before);
}

bool Checking::open_variables(ComprehensionNode& walk, const Type& range) {
  const bool over_optional = walk.macro == Macro::opt_map || walk.macro == Macro::opt_flat_map;
  const bool over_list = walk.macro == Macro::sort_by;
  Type key = Kind::dyn;
  Type element = Kind::dyn;
  if (range.kind == Kind::variable) {
    types_.fits(Kind::dyn, range);
  } else if (over_optional && range.kind == Kind::optional) {
    element = range.parameters[0];
  } else if (!over_optional && range.kind == Kind::list) {
    key = Kind::integer;
    element = range.parameters[0];
  } else if (!over_optional && !over_list && range.kind == Kind::map) {
    key = range.parameters[0];
    element = walk.second.name.empty() ? key : range.parameters[1];
  } else if (range.kind != Kind::dyn) {
    if (range.kind != Kind::error) {
      const bool misused = range.kind == Kind::optional;
      report(misused ? Code::optional_used : Code::not_a_collection, walk.range->span,
             fmt::format("{} is {}, not {}", short_expression_text(*walk.range), a_type(schema(), range),
                         over_optional ? "an optional"
                         : over_list   ? "a list to sort"
                                       : "a list or map to walk"),
             misused         ? optional_hint(*walk.range)
             : over_optional ? optional_access(*walk.range)
                             : std::string());
    }
    element = Kind::error;
  }
  if (environment_.typing == Typing::dynamic && element.kind != Kind::error) key = element = Kind::dyn;
  const auto values = range.kind == Kind::list || over_optional ? enumerated_by(*walk.range) : Enumerated{};
  auto& locals = frames_.back().locals;
  const bool good = element.kind != Kind::error;
  if (walk.second.name.empty()) {
    walk.first.local = open_local(locals, walk.first.name, element, values);
  } else {
    walk.first.local = open_local(locals, walk.first.name, good ? key : element, {});
    walk.second.local = open_local(locals, walk.second.name, element, values);
  }
  return good;
}

Type Checking::type_of_comprehension(const ComprehensionNode& walk, const Type& range, const Type& element) {
  switch (walk.macro) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      return Kind::boolean;
    case Macro::filter:
      return Type::list(element);
    case Macro::map:
      return Type::list(type_of(*walk.result));
    case Macro::transform_map: {
      const auto& locals = frames_.back().locals;
      return Type::map(types_.resolve(locals[locals.size() - 2].type), type_of(*walk.result));
    }
    case Macro::transform_map_entry: {
      const auto entries = Type::map(types_.fresh(), types_.fresh());
      if (types_.fits(type_of(*walk.result), entries)) return types_.resolve(entries);
      report(Code::types_do_not_fit, walk.result->span,
             fmt::format("transformMapEntry() asks for the entries as a map; {} is {}",
                         short_expression_text(*walk.result), a_type(schema(), type_of(*walk.result))),
             "write {key: value}");
      return Kind::error;
    }
    case Macro::sort_by:
      if (is_sortable(type_of(*walk.result))) return range.kind == Kind::list ? range : Type::list(Kind::dyn);
      report(is_optional(*walk.result) ? Code::optional_used : Code::types_do_not_fit, walk.result->span,
             fmt::format("sortBy() asks for something that has an order; {} is {}", short_expression_text(*walk.result),
                         a_type(schema(), type_of(*walk.result))),
             is_optional(*walk.result) ? optional_hint(*walk.result) : "sort by a number, a text, a bool or a time");
      return Kind::error;
    case Macro::opt_map:
      return Type::optional(type_of(*walk.result));
    case Macro::opt_flat_map: {
      const auto optional = Type::optional(types_.fresh());
      if (types_.fits(type_of(*walk.result), optional)) return types_.resolve(optional);
      report(Code::types_do_not_fit, walk.result->span,
             fmt::format("optFlatMap() asks for an optional; {} is {}", short_expression_text(*walk.result),
                         a_type(schema(), type_of(*walk.result))),
             "optMap() takes any value");
      return Kind::error;
    }
  }
  return Kind::error;
}

void Checking::check_condition(const Node& condition, const ComprehensionNode& walk) {
  if (types_.fits(type_of(condition), Kind::boolean)) return;
  const bool misused = is_optional(condition);
  report(misused ? Code::optional_used : Code::types_do_not_fit, condition.span,
         fmt::format("{}() asks for a condition (bool); {} is {}", macro_name(walk), short_expression_text(condition),
                     a_type(schema(), type_of(condition))),
         misused ? optional_hint(condition) : std::string());
}

void Checking::check_bind(Node& node, BindNode& bind) {
  check(*bind.value);
  auto& locals = frames_.back().locals;
  bind.variable.local = open_local(locals, bind.variable.name, type_of(*bind.value), enumerated_by(*bind.value));
  check(*bind.body);
  frames_.back().locals.pop_back();
  const bool faulty = type_of(*bind.value).kind == Kind::error;
  node.type = faulty ? Type(Kind::error) : type_of(*bind.body);
}

}  // namespace sprintd::lang
