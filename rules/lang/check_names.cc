// Names and fields: what an author may mean by `item`, `item.points` or `google.protobuf.Duration`.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/checking.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

struct TypeName {
  std::string_view name;
  Type (*type)();
};
// CEL's names of types, which are values: type(x) == int.
constexpr auto kTypeNames = std::to_array<TypeName>({
    {"bool", [] { return Type(Kind::boolean); }},
    {"int", [] { return Type(Kind::integer); }},
    {"uint", [] { return Type(Kind::uinteger); }},
    {"double", [] { return Type(Kind::real); }},
    {"string", [] { return Type(Kind::string); }},
    {"bytes", [] { return Type(Kind::bytes); }},
    {"list", [] { return Type::list(Kind::dyn); }},
    {"map", [] { return Type::map(Kind::dyn, Kind::dyn); }},
    {"null_type", [] { return Type(Kind::null); }},
    {"optional_type", [] { return Type::optional(Kind::dyn); }},
    {"type", [] { return Type(Kind::type); }},
    {"google.protobuf.Timestamp", [] { return Type(Kind::timestamp); }},
    {"google.protobuf.Duration", [] { return Type(Kind::duration); }},
});

// A hint that lists more than this is no help.
constexpr std::size_t kMostListed = 8;

// "a.b.c" for a chain of plain selections from a name, else empty.
std::string qualified_name(const Node& node) {
  if (const auto* name = std::get_if<NameNode>(&node.is)) return name->name;
  const auto* select = std::get_if<SelectNode>(&node.is);
  if (select == nullptr || select->test_only || select->optional) return {};
  auto out = qualified_name(*select->operand);
  if (!out.empty()) out += fmt::format(".{}", select->field);
  return out;
}

const NameNode* root_name(const Node& node) {
  const Node* at = &node;
  while (const auto* select = std::get_if<SelectNode>(&at->is)) at = select->operand.get();
  return std::get_if<NameNode>(&at->is);
}

std::string comma_separated(const std::vector<std::string_view>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

void Checking::check_name(Node& node, const NameNode& name) {
  const std::string text = name.name;
  if (const auto* local = find_local(text)) {
    auto& is = std::get<NameNode>(node.is);
    is.refers = NameNode::Refers::local;
    is.local = local->number;
    node.type = local->type;
    return;
  }
  if (resolve_variable(node, text)) return;
  if (const auto* definition = find_definition(text)) return use_definition(node, *definition, {});
  if (resolve_type_name(node, text)) return;
  if (environment_.typing == Typing::dynamic) {
    node.type = Kind::dyn;  // an error when it is read
    return;
  }
  report_unknown_name(node, text);
  node.type = Kind::error;
}

const Local* Checking::find_local(std::string_view name) const {
  const auto& locals = frames_.back().locals;
  const auto found = std::find_if(locals.rbegin(), locals.rend(), [&](const Local& l) { return l.name == name; });
  return found == locals.rend() ? nullptr : &*found;
}

const Variable* Checking::find_variable(std::string_view name) const {
  const auto found = std::ranges::find(environment_.variables, name, &Variable::name);
  return found == environment_.variables.end() ? nullptr : &*found;
}

std::vector<std::string> Checking::container_names(std::string_view name) const {
  if (name.starts_with('.')) return {std::string(name.substr(1))};
  std::vector<std::string> names;
  for (std::string container = environment_.container; !container.empty();) {
    names.push_back(fmt::format("{}.{}", container, name));
    const auto dot = container.rfind('.');
    container.resize(dot == std::string::npos ? 0 : dot);
  }
  names.emplace_back(name);
  return names;
}

bool Checking::resolve_variable(Node& node, std::string_view name) {
  for (const auto& candidate : container_names(name)) {
    const auto* variable = find_variable(candidate);
    if (variable == nullptr) continue;
    node.is = NameNode{.name = candidate, .refers = NameNode::Refers::variable, .local = 0};
    node.slot = variable->slot;
    node.type = variable->type;
    return true;
  }
  return false;
}

bool Checking::resolve_type_name(Node& node, std::string_view name) {
  for (const auto& candidate : container_names(name)) {
    const auto found = std::ranges::find(kTypeNames, std::string_view(candidate), &TypeName::name);
    if (found == kTypeNames.end()) continue;
    node.is = NameNode{.name = candidate, .refers = NameNode::Refers::type, .local = 0};
    node.type = Type::of_type(found->type());
    return true;
  }
  return false;
}

// A variable or definition may be called "a.b.c"; the longest name wins, but a local hides them all.
bool Checking::resolve_qualified(Node& node) {
  const auto name = qualified_name(node);
  if (name.empty() || find_local(root_name(node)->name) != nullptr) return false;
  if (resolve_variable(node, name)) return true;
  if (const auto* definition = find_definition(name)) {
    use_definition(node, *definition, {});
    return true;
  }
  return resolve_type_name(node, name) || report_unknown_member(node, name);
}

// `params.shear`, where there is `params.share`.
bool Checking::report_unknown_member(Node& node, const std::string& name) {
  const auto dot = name.rfind('.');
  const auto group = name.substr(0, dot + 1);
  std::vector<std::string_view> members;
  for (const auto* definition : definitions_in_sight()) {
    if (definition->name.starts_with(group)) members.emplace_back(definition->name);
  }
  if (members.empty()) return false;
  const auto near = suggest(name, members);
  report(Code::unknown_name, node.span, fmt::format("there is no '{}' here", name),
         near ? fmt::format("did you mean '{}'?", *near) : fmt::format("there is {}", comma_separated(members)));
  node.type = Kind::error;
  return true;
}

void Checking::check_select(Node& node) {
  if (resolve_qualified(node)) return;
  auto& select = std::get<SelectNode>(node.is);
  check(*select.operand);
  const auto operand = type_of(*select.operand);
  const bool in_optional = operand.kind == Kind::optional;
  const auto type = field_type(node, select, in_optional ? operand.parameters[0] : operand);
  if (type.kind == Kind::error) {
    node.type = type;
  } else if (select.test_only) {
    node.type = Kind::boolean;
  } else {
    node.type = in_optional || select.optional ? Type::optional(type) : type;
  }
}

Type Checking::field_type(Node& node, const SelectNode& select, const Type& type) {
  switch (type.kind) {
    case Kind::error:
      return Kind::error;
    case Kind::entity:
      return entity_field_type(node, select, type.entity);
    case Kind::map:
      return type.parameters[1];
    case Kind::variable:
      // Nothing is known of it, so nothing may be found out about it later that contradicts this field.
      types_.fits(Kind::dyn, type);
      return Kind::dyn;
    case Kind::dyn:
      return Kind::dyn;
    default:
      report_no_fields(node, select, type);
      return Kind::error;
  }
}

Type Checking::entity_field_type(Node& node, const SelectNode& select, EntityType entity) {
  const auto* field = schema().field(entity, select.field);
  if (field == nullptr) {
    report_unknown_field(select, entity);
    return Kind::error;
  }
  node.slot = field->slot;
  return field->type;
}

void Checking::report_unknown_field(const SelectNode& select, EntityType entity) {
  const auto& fields = schema().entity(entity).fields;
  std::vector<std::string_view> names;
  for (const auto& field : fields) names.push_back(field.name);
  std::string hint;
  if (const auto near = suggest(select.field, names)) {
    const auto* field = schema().field(entity, *near);
    hint = fmt::format("did you mean '{}' ({}{}{})?", field->name, schema().type_name(field->type),
                       field->doc.empty() ? "" : ", ", field->doc);
  } else if (names.size() <= kMostListed && !names.empty()) {
    std::ranges::sort(names);
    hint = fmt::format("it has {}", comma_separated(names));
  }
  report(Code::unknown_field, select.field_span,
         fmt::format("{} has no field '{}'", schema().entity(entity).name, select.field), std::move(hint));
}

void Checking::report_no_fields(const Node& node, const SelectNode& select, const Type& type) {
  const auto text = short_expression_text(*select.operand);
  std::string hint;
  if (type.kind == Kind::list && type.parameters[0].kind == Kind::entity &&
      schema().field(type.parameters[0].entity, select.field) != nullptr) {
    hint = fmt::format("its elements have: {}.map(x, x.{}), or exists, all, filter", text, select.field);
  } else if (type.kind == Kind::list &&
             (select.field == "length" || select.field == "size" || select.field == "count")) {
    hint = fmt::format("write {}.size()", text);
  }
  report(Code::no_fields, select.field_span.known() ? select.field_span : node.span,
         fmt::format("{} is {}, which has no fields", text, a_type(schema(), type)), std::move(hint));
}

std::vector<std::string_view> Checking::names_in_scope() const {
  std::vector<std::string_view> names;
  for (const auto& local : frames_.back().locals) names.push_back(local.name);
  for (const auto& variable : environment_.variables) names.push_back(variable.name);
  return names;
}

bool Checking::is_text_value(std::string_view word) const {
  for (std::size_t i = 0; i < schema().size(); ++i) {
    for (const auto& field : schema().entity(static_cast<EntityType>(i)).fields) {
      if (std::ranges::find(field.values, word) != field.values.end()) return true;
    }
  }
  return false;
}

void Checking::report_unknown_name(const Node& node, const std::string& name) {
  auto candidates = names_in_scope();
  const auto in_scope = candidates;
  for (const auto* definition : definitions_in_sight()) candidates.push_back(definition->name);
  for (const auto word : {"true", "false", "null"}) candidates.emplace_back(word);
  std::string hint;
  if (is_text_value(name)) {
    hint = fmt::format("a text stands in quotes: \"{}\"", name);
  } else if (const auto near = suggest(name, candidates)) {
    hint = fmt::format("did you mean '{}'?", *near);
  } else if (!in_scope.empty() && in_scope.size() <= kMostListed) {
    hint = fmt::format("in scope: {}", comma_separated(in_scope));
  }
  report(Code::unknown_name, node.span, fmt::format("there is no '{}' here", name), std::move(hint));
}

}  // namespace sprintd::lang
