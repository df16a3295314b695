#include "rules/lang/constant_value.h"

#include <algorithm>
#include <array>
#include <vector>

#include "rules/lang/equality.h"

namespace sprintd::lang {

namespace {

// Pure functions of constants that are worth to be computed once. (date() is not among them: it needs a time zone.)
constexpr std::array<std::string_view, 8> kComputed = {"timestamp", "duration", "days",   "double",
                                                       "int",       "uint",     "string", "-_"};

Value literal_value(const Node& node, const Literal& literal, Code& code) {
  struct Visitor {
    const Node& node;
    Code& code;
    Value operator()(std::monostate) const { return Value::null(); }
    Value operator()(bool value) const { return Value::of(value); }
    Value operator()(std::int64_t value) const {
      return node.type.kind == Type::Kind::real ? Value::of(static_cast<double>(value)) : Value::of(value);
    }
    Value operator()(UintLiteral value) const { return Value::of_uint(value.value); }
    Value operator()(double value) const { return Value::of(value); }
    Value operator()(const std::string& value) const { return Value::of(code.arena.copy(value)); }
    Value operator()(const BytesLiteral& value) const { return Value::of_bytes(code.arena.copy(value.bytes)); }
  };
  return std::visit(Visitor{node, code}, literal);
}

}  // namespace

std::optional<Value> Constants::value(const Node& node) {
  const auto known = known_.find(&node);
  if (known != known_.end()) return known->second;
  const auto computed = compute(node);
  known_.emplace(&node, computed);
  return computed;
}

std::optional<Value> Constants::compute(const ListNode& list) {
  std::vector<Value> elements;
  for (const auto& element : list.elements) {
    const auto constant = value(*element);
    if (!constant) return std::nullopt;
    elements.push_back(*constant);
  }
  const auto kept = code_.arena.array<Value>(elements.size());
  std::ranges::copy(elements, kept.begin());
  return Value::of_list(kept);
}

std::optional<Value> Constants::compute(const MapNode& map) {
  CallContext context{code_.arena, nullptr};
  std::vector<MapEntry> entries;
  for (const auto& [key_node, value_node] : map.entries) {
    const auto key = value(*key_node);
    const auto entry = value(*value_node);
    if (!key || !entry || !is_map_key(*key)) return std::nullopt;
    if (find_key(Value::of_map(entries), *key, context) != nullptr) return std::nullopt;
    entries.push_back({*key, *entry});
  }
  const auto kept = code_.arena.array<MapEntry>(entries.size());
  std::ranges::copy(entries, kept.begin());
  return Value::of_map(kept);
}

std::optional<Value> Constants::compute(const Node& node, const CallNode& call) {
  if (node.overload < 0 || call.target != nullptr || call.arguments.size() != 1) return std::nullopt;
  if (std::ranges::find(kComputed, call.function) == kComputed.end()) return std::nullopt;
  const auto argument = value(*call.arguments[0]);
  const auto& overload = all_overloads()[static_cast<std::size_t>(node.overload)];
  if (!argument || overload.arguments.size() != 1 || !accepts(overload.arguments[0], *argument)) return std::nullopt;
  CallContext context{code_.arena, nullptr};
  const Value result = overload.call(std::span(&*argument, 1), context);
  if (result.is_failure()) return std::nullopt;
  return result;
}

std::optional<Value> Constants::compute(const Node& node) {
  if (const auto* literal = std::get_if<LiteralNode>(&node.is)) return literal_value(node, literal->value, code_);
  if (const auto* list = std::get_if<ListNode>(&node.is)) return compute(*list);
  if (const auto* map = std::get_if<MapNode>(&node.is)) return compute(*map);
  if (const auto* call = std::get_if<CallNode>(&node.is)) return compute(node, *call);
  if (const auto* name = std::get_if<NameNode>(&node.is); name != nullptr && name->refers == NameNode::Refers::type) {
    const bool named = node.type.kind == Type::Kind::type && !node.type.parameters.empty();
    code_.types.push_back(named ? node.type.parameters[0] : Type(Type::Kind::type));
    return Value::of_type(code_.types.back());
  }
  if (const auto* definition = std::get_if<DefinitionNode>(&node.is);
      definition != nullptr && definition->parameters.empty()) {
    return value(*definition->body);
  }
  return std::nullopt;
}

bool is_map_key(const Value& value) {
  return value.is(Value::Kind::boolean) || value.is(Value::Kind::integer) || value.is(Value::Kind::uinteger) ||
         value.is(Value::Kind::string);
}

}  // namespace sprintd::lang
