#include "rules/lang/constant_value.h"

#include <algorithm>
#include <vector>

#include "rules/lang/equality.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/limits.h"
#include "rules/lang/lowering.h"
#include "rules/lang/program.h"

namespace sprintd::lang {

namespace {

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

// ?element: how long the list is, is known when it is computed.
bool may_be_left_out(const Node& element) {
  const auto* call = std::get_if<CallNode>(&element.is);
  return call != nullptr && call->function == "?_";
}

}  // namespace

std::optional<Value> Constants::value(const Node& node) {
  const auto known = known_.find(&node);
  if (known != known_.end()) return known->second;
  const auto computed = find(node);
  known_.emplace(&node, computed);
  return computed;
}

std::optional<Value> Constants::of_list(const ListNode& list) {
  std::vector<Value> elements;
  for (const auto& element : list.elements) {
    if (may_be_left_out(*element)) return std::nullopt;
    const auto constant = value(*element);
    if (!constant) return std::nullopt;
    elements.push_back(*constant);
  }
  const auto kept = code_.arena.array<Value>(elements.size());
  std::ranges::copy(elements, kept.begin());
  return Value::of_list(kept);
}

std::optional<Value> Constants::of_map(const MapNode& map) {
  CallContext context{code_.arena, nullptr};
  std::vector<MapEntry> entries;
  for (const auto& [key_node, value_node] : map.entries) {
    if (may_be_left_out(*value_node)) return std::nullopt;
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

std::optional<Value> Constants::find(const Node& node) {
  if (const auto* literal = std::get_if<LiteralNode>(&node.is)) return literal_value(node, literal->value, code_);
  if (const auto* list = std::get_if<ListNode>(&node.is)) {
    if (const auto constant = of_list(*list)) return constant;
  } else if (const auto* map = std::get_if<MapNode>(&node.is)) {
    if (const auto constant = of_map(*map)) return constant;
  } else if (const auto* name = std::get_if<NameNode>(&node.is)) {
    if (name->refers != NameNode::Refers::type) return std::nullopt;
    const bool named = node.type.kind == Type::Kind::type && !node.type.parameters.empty();
    code_.types.push_back(named ? node.type.parameters[0] : Type(Type::Kind::type));
    return Value::of_type(code_.types.back());
  } else if (const auto* definition = std::get_if<DefinitionNode>(&node.is)) {
    if (definition->parameters.empty()) return value(*definition->body);
  }
  return computed_ == Computed::folded && closed_.is_closed(node) ? fold(node) : std::nullopt;
}

// Compiled and run like any expression, so that it has the value that it would have.
std::optional<Value> Constants::fold(const Node& node) {
  Code code;
  Constants constants(code, environment_, Computed::left);
  Lowering(code, constants, environment_, Lowering::Stream::plain).lower_all(node);
  const Program program({&code, [](const Code*) {}}, node.type);
  Evaluator evaluator(kFoldingBudget);
  const Value value = evaluator.run(program, Activation{});
  return value.is_failure() ? std::nullopt : kept_in(value, code_);
}

namespace {

// Copies a value part by part, and counts them.
class Keeper {
 public:
  explicit Keeper(Code& code) : code_(code) {}

  Value keep(const Value& value) {
    constexpr std::size_t kBytesOfPart = 16;
    Value kept = value;
    parts_ += 1;
    switch (value.kind) {
      case Value::Kind::string:
      case Value::Kind::bytes:
        parts_ += value.size / kBytesOfPart;
        if (fits()) kept.text = code_.arena.copy(value.string()).data();
        break;
      case Value::Kind::list:
        parts_ += value.size;
        if (fits()) kept.values = keep(std::span(value.values, value.size));
        break;
      case Value::Kind::optional:
        if (value.values != nullptr) kept.values = keep(std::span(value.values, 1));
        break;
      case Value::Kind::map:
        parts_ += value.size;
        if (fits()) kept.entries = keep(std::span(value.entries, value.size));
        break;
      case Value::Kind::type:
        kept.type = &code_.types.emplace_back(*value.type);
        break;
      default:
        break;
    }
    return kept;
  }

  [[nodiscard]] bool fits() const { return parts_ <= kMaxFoldedParts; }

 private:
  const Value* keep(std::span<const Value> values) {
    const auto kept = code_.arena.array<Value>(values.size());
    for (std::size_t i = 0; i < values.size() && fits(); ++i) kept[i] = keep(values[i]);
    return kept.data();
  }
  const MapEntry* keep(std::span<const MapEntry> entries) {
    const auto kept = code_.arena.array<MapEntry>(entries.size());
    for (std::size_t i = 0; i < entries.size() && fits(); ++i) kept[i] = {keep(entries[i].key), keep(entries[i].value)};
    return kept.data();
  }

  Code& code_;
  std::size_t parts_ = 0;
};

}  // namespace

std::optional<Value> kept_in(const Value& value, Code& code) {
  Keeper keeper(code);
  const Value kept = keeper.keep(value);
  return keeper.fits() ? std::optional(kept) : std::nullopt;
}

bool is_map_key(const Value& value) {
  return value.is(Value::Kind::boolean) || value.is(Value::Kind::integer) || value.is(Value::Kind::uinteger) ||
         value.is(Value::Kind::string);
}

}  // namespace sprintd::lang
