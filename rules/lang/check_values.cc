// Texts that a field can never be: item.kind == "tec_debt".
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/checking.h"

namespace sprintd::lang {
namespace {

using Macro = ComprehensionNode::Macro;

std::string values_hint(const Field& field, const std::string& value) {
  const std::vector<std::string_view> values(field.values.begin(), field.values.end());
  if (const auto near = suggest(value, values)) return fmt::format("did you mean \"{}\"?", *near);
  constexpr std::size_t kShown = 12;
  std::string out = "it is one of ";
  for (std::size_t i = 0; i < values.size() && i < kShown; ++i) {
    out += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", values[i]);
  }
  return values.size() > kShown ? out + ", ..." : out;
}

}  // namespace

// Where the values of an expression come from, if it is a field with few values, or passes such a field on.
Enumerated Checking::enumerated_by(const Node& node) const {
  if (const auto* name = std::get_if<NameNode>(&node.is)) {
    return name->refers == NameNode::Refers::local ? local_origins_[name->local].values : Enumerated{};
  }
  if (const auto* definition = std::get_if<DefinitionNode>(&node.is)) return enumerated_by(*definition->body);
  if (const auto* walk = std::get_if<ComprehensionNode>(&node.is)) {
    if (walk->macro == Macro::map || walk->macro == Macro::opt_map) return enumerated_by(*walk->result);
    const bool keeps = walk->macro == Macro::filter || walk->macro == Macro::sort_by;
    return keeps ? enumerated_by(*walk->range) : Enumerated{};
  }
  if (const auto* bind = std::get_if<BindNode>(&node.is)) return enumerated_by(*bind->body);
  if (const auto* call = std::get_if<CallNode>(&node.is)) return enumerated_by_call(*call);
  const auto* select = std::get_if<SelectNode>(&node.is);
  if (select == nullptr || select->test_only) return {};
  const auto operand = type_of(*select->operand);
  const auto owner = operand.kind == Type::Kind::optional ? operand.parameters[0] : operand;
  if (owner.kind != Type::Kind::entity) return {};
  const auto* field = schema().field(owner.entity, select->field);
  if (field == nullptr || field->values.empty()) return {};
  return {owner.entity, field};
}

// Functions that give back what they were given, or some of it.
Enumerated Checking::enumerated_by_call(const CallNode& call) const {
  static constexpr auto kKeeping =
      std::to_array<std::string_view>({"value", "first", "last", "distinct", "reverse", "slice", "sort", "unwrapOpt"});
  const auto& arguments = call.arguments;
  if (call.host_function >= 0) return {};
  if (call.function == "_[_]" || call.function == "_[?_]" || call.function == "optional.of") {
    return enumerated_by(*arguments[0]);
  }
  if (call.function == "_?_:_") {
    auto values = enumerated_by(*arguments[1]);
    return values.field != nullptr ? either(std::move(values), *arguments[2])
                                   : either(enumerated_by(*arguments[2]), *arguments[1]);
  }
  if (call.target == nullptr) return {};
  if (call.function == "orValue" || call.function == "or") return either(enumerated_by(*call.target), *arguments[0]);
  const bool keeps = std::ranges::find(kKeeping, std::string_view(call.function)) != kKeeping.end();
  return keeps ? enumerated_by(*call.target) : Enumerated{};
}

// Of a choice between such values and something else: nothing where that can be any text.
Enumerated Checking::either(Enumerated values, const Node& other) const {
  if (values.field == nullptr) return {};
  if (const auto* literal = std::get_if<LiteralNode>(&other.is)) {
    const auto* text = std::get_if<std::string>(&literal->value);
    if (text == nullptr) return {};
    values.others.push_back(*text);
    return values;
  }
  const auto also = enumerated_by(other);
  if (also.field == nullptr) return {};
  values.others.insert(values.others.end(), also.others.begin(), also.others.end());
  if (also.field != values.field) {
    values.others.insert(values.others.end(), also.field->values.begin(), also.field->values.end());
  }
  return values;
}

void Checking::check_values(const CallNode& call) {
  if (call.host_function >= 0) {
    for (const auto& values : schema().functions()[static_cast<std::size_t>(call.host_function)].enumerated) {
      const auto* field = schema().field(values.entity, values.field);
      if (field != nullptr && values.argument < call.arguments.size()) {
        check_against({values.entity, field}, *call.arguments[values.argument], {});
      }
    }
    return;
  }
  const bool looks_up = call.function == "_[_]" || call.function == "_[?_]";
  if (call.function != "_==_" && call.function != "_!=_" && call.function != "@in" && !looks_up) return;
  const auto& left = *call.arguments[0];
  const auto& right = *call.arguments[1];
  if (looks_up) {
    if (const auto of_key = enumerated_by(right); of_key.field != nullptr) check_keys_against(of_key, left, {});
    return;
  }
  if (const auto of_left = enumerated_by(left); of_left.field != nullptr) check_against(of_left, right, {});
  if (const auto of_right = enumerated_by(right); of_right.field != nullptr) check_against(of_right, left, {});
}

// The keys of a map that is written out: {"bug": 1}[item.kind].
void Checking::check_keys_against(const Enumerated& enumerated, const Node& map, const std::vector<Span>& uses) {
  if (const auto* written = std::get_if<MapNode>(&map.is)) {
    for (const auto& entry : written->entries) check_against(enumerated, *entry.first, uses);
  } else if (const auto* definition = std::get_if<DefinitionNode>(&map.is)) {
    auto longer = uses;
    longer.insert(longer.begin(), map.span);
    check_keys_against(enumerated, *definition->body, longer);
  }
}

void Checking::check_against(const Enumerated& enumerated, const Node& values, const std::vector<Span>& uses) {
  if (std::holds_alternative<MapNode>(values.is)) return check_keys_against(enumerated, values, uses);
  if (const auto* list = std::get_if<ListNode>(&values.is)) {
    for (const auto& element : list->elements) check_against(enumerated, *element, uses);
    return;
  }
  if (const auto* definition = std::get_if<DefinitionNode>(&values.is)) {
    auto longer = uses;
    longer.insert(longer.begin(), values.span);
    return check_against(enumerated, *definition->body, longer);
  }
  if (const auto* call = std::get_if<CallNode>(&values.is); call != nullptr && call->function == "_?_:_") {
    check_against(enumerated, *call->arguments[1], uses);
    check_against(enumerated, *call->arguments[2], uses);
    return;
  }
  if (const auto* call = std::get_if<CallNode>(&values.is); call != nullptr && call->function == "optional.of") {
    return check_against(enumerated, *call->arguments[0], uses);
  }
  if (const auto* name = std::get_if<NameNode>(&values.is)) {
    if (name->refers == NameNode::Refers::local) check_argument_against(enumerated, name->local, uses);
    return;
  }
  const auto* literal = std::get_if<LiteralNode>(&values.is);
  const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
  const auto& field = *enumerated.field;
  if (text == nullptr || std::ranges::find(field.values, *text) != field.values.end()) return;
  if (std::ranges::find(enumerated.others, *text) != enumerated.others.end()) return;
  report(Code::impossible_value, values.span,
         fmt::format("{}.{} {} {}", schema().entity(enumerated.entity).name, field.name,
                     field.type.kind == Type::Kind::list ? "never holds" : "is never", literal_text(literal->value)),
         values_hint(field, *text), uses);
}

// An argument stands in the text around the one that the parameter is used in.
void Checking::check_argument_against(const Enumerated& enumerated, std::uint32_t local,
                                      const std::vector<Span>& uses) {
  const auto* argument = local_origins_[local].argument;
  if (argument == nullptr) return;
  const bool is_open = std::ranges::find(frames_.back().locals, local, &Local::number) != frames_.back().locals.end();
  if (!is_open) return check_against(enumerated, *argument, uses);
  auto inner = std::move(frames_.back());
  frames_.pop_back();
  check_against(enumerated, *argument, {});
  frames_.push_back(std::move(inner));
}

}  // namespace sprintd::lang
