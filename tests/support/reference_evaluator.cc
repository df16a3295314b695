#include "tests/support/reference_evaluator.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "tests/support/reference_macros.h"
#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

Value first_failure(Arguments values) {
  for (const auto& value : values) {
    if (value.as<Skipped>() != nullptr) return value;
  }
  for (const auto& value : values) {
    if (value.as<Unknown>() != nullptr) return value;
  }
  for (const auto& value : values) {
    if (value.as<Error>() != nullptr) return value;
  }
  return {Null{}};
}

Value Walk::value_of(const Node& node) {
  return std::visit([&](const auto& is) { return value_of(node, is); }, node.is);
}

Value Walk::value_of(const Node& node, const LiteralNode& literal) {
  struct Visitor {
    bool as_double;
    Value operator()(std::monostate) const { return {Null{}}; }
    Value operator()(bool is) const { return {is}; }
    Value operator()(std::int64_t is) const { return as_double ? Value{static_cast<double>(is)} : make_int(is); }
    Value operator()(UintLiteral is) const { return {is.value}; }
    Value operator()(double is) const { return {is}; }
    Value operator()(const std::string& is) const { return {is}; }
    Value operator()(const BytesLiteral& is) const { return {Bytes{is.bytes}}; }
  };
  return std::visit(Visitor{node.type.kind == Type::Kind::real}, literal.value);
}

Value Walk::value_of(const Node& node, const NameNode& name) {
  switch (name.refers) {
    case NameNode::Refers::local:
      return locals_.at(name.local);
    case NameNode::Refers::type: {
      const auto& named = node.type.parameters;
      return {named.empty() ? TypeName{Type::Kind::type, {}} : TypeName{named[0].kind, named[0].entity}};
    }
    case NameNode::Refers::variable:
      if (static_cast<std::size_t>(node.slot) < activation_.variables.size()) {
        return from_real(activation_.variables[static_cast<std::size_t>(node.slot)]);
      }
      return make_error();
    case NameNode::Refers::unresolved:
      break;
  }
  return make_error();
}

Value Walk::field(const Row& row, const std::string& name) {
  const auto* field = schema_.field(row.entity, name);
  if (field == nullptr) return make_error();
  auto value = from_real(activation_.facts->field(row.entity, row.row, field->slot, arena_));
  return value.as<Null>() != nullptr ? Value{Unknown{{row.entity, field->slot, row.row}}} : value;
}

Value Walk::value_of(const Node&, const SelectNode& select) {
  const auto operand = value_of(*select.operand);
  if (select.test_only) return has(operand, select.field);
  if (operand.failed()) return operand;
  if (select.optional || operand.as<Optional>() != nullptr) return maybe_field(operand, select.field);
  if (const auto* row = operand.as<Row>()) return field(*row, select.field);
  if (const auto* map = operand.map()) {
    const auto* found = find(*map, Value{select.field});
    return found != nullptr ? *found : make_error();
  }
  return make_error();
}

Value Walk::has(const Value& operand, const std::string& name) {
  if (operand.as<Unknown>() != nullptr || operand.as<Null>() != nullptr) return {false};
  if (operand.as<Skipped>() != nullptr) return operand;
  if (const auto* optional = operand.as<Optional>()) {
    return optional->value == nullptr ? Value{false} : has(*optional->value, name);
  }
  if (const auto* map = operand.map()) return {find(*map, Value{name}) != nullptr};
  const auto* row = operand.as<Row>();
  const auto* field = row == nullptr ? nullptr : schema_.field(row->entity, name);
  if (field == nullptr) return make_error();
  return {activation_.facts->present(row->entity, row->row, field->slot)};
}

Value Walk::maybe_field(const Value& operand, const std::string& name) {
  if (const auto* optional = operand.as<Optional>()) {
    return optional->value == nullptr ? operand : maybe_field(*optional->value, name);
  }
  if (const auto* map = operand.map()) {
    const auto* found = find(*map, Value{name});
    return found != nullptr ? some_of(*found) : make_none();
  }
  const auto* row = operand.as<Row>();
  if (row == nullptr) return make_error();
  const auto found = field(*row, name);
  if (found.as<Unknown>() != nullptr) return make_none();
  return found.failed() ? found : make_some(found);
}

namespace {

// What an empty list sums up to, which its type says.
Value zero_of(const Type& type) {
  switch (type.kind) {
    case Type::Kind::uinteger:
      return {std::uint64_t{0}};
    case Type::Kind::real:
      return {0.0};
    case Type::Kind::duration:
      return {Duration{}};
    default:
      return make_int(0);
  }
}

bool fits(const Type& type, const Value& value) {
  switch (type.kind) {
    case Type::Kind::null:
      return value.as<Null>() != nullptr;
    case Type::Kind::boolean:
      return value.as<bool>() != nullptr;
    case Type::Kind::integer:
      return value.as<Integer>() != nullptr;
    case Type::Kind::uinteger:
      return value.as<std::uint64_t>() != nullptr;
    case Type::Kind::real:
      return value.as<double>() != nullptr;
    case Type::Kind::string:
      return value.as<std::string>() != nullptr;
    case Type::Kind::bytes:
      return value.as<Bytes>() != nullptr;
    case Type::Kind::timestamp:
      return value.as<Timestamp>() != nullptr;
    case Type::Kind::duration:
      return value.as<Duration>() != nullptr;
    case Type::Kind::list:
      return value.list() != nullptr;
    case Type::Kind::map:
      return value.map() != nullptr;
    case Type::Kind::type:
      return value.as<TypeName>() != nullptr;
    case Type::Kind::optional:
      return value.as<Optional>() != nullptr;
    default:
      return true;
  }
}

bool fit(Arguments arguments, const Overload& overload) {
  return std::ranges::equal(overload.arguments, arguments, fits);
}

}  // namespace

Value Walk::value_of(const Node& node, const CallNode& call) {
  const auto& function = call.function;
  if (function == "_&&_") return both(call, false);
  if (function == "_||_") return both(call, true);
  if (function == "_?_:_") {
    const auto condition = value_of(*call.arguments[0]);
    if (const auto* holds = condition.as<bool>()) return value_of(*call.arguments[*holds ? 1 : 2]);
    return condition.failed() ? condition : make_error();
  }
  if (function == "or" || function == "orValue") return otherwise(call);
  std::vector<Value> arguments;
  if (call.target != nullptr) arguments.push_back(value_of(*call.target));
  for (const auto& argument : call.arguments) arguments.push_back(value_of(*argument));
  if (const auto failure = first_failure(arguments); failure.failed()) return failure;
  if (function == "sum" && arguments[0].list() != nullptr && arguments[0].list()->empty()) return zero_of(node.type);
  if (call.host_function >= 0) return call_host(static_cast<std::size_t>(call.host_function), arguments);
  if (function == "!_") {
    const auto* holds = arguments[0].as<bool>();
    return holds == nullptr ? make_error() : Value{!*holds};
  }
  if (function == "_==_") return equal(arguments[0], arguments[1], world_);
  if (function == "_!=_") {
    auto same = equal(arguments[0], arguments[1], world_);
    if (const auto* is = same.as<bool>()) return {!*is};
    return same;
  }
  if (function == "@in") return contains(arguments[1], arguments[0], world_);
  if (function == "_[_]") return at(arguments[0], arguments[1]);
  if (function == "_[?_]") return maybe_at(arguments[0], arguments[1]);
  // Where types alone decided which form of a function is called, no other one is; operators go by what they find.
  const bool decided = node.overload >= 0 && function.front() != '_';
  if (decided && !fit(arguments, all_overloads()[static_cast<std::size_t>(node.overload)])) return make_error();
  return reference::call(function, call.target != nullptr, arguments, world_).value_or(make_error());
}

// A side that is `deciding` decides, whatever the other is: true for ||, false for &&.
Value Walk::both(const CallNode& call, bool deciding) {
  const auto left = value_of(*call.arguments[0]);
  if (const auto* is = left.as<bool>(); is != nullptr && *is == deciding) return left;
  const auto right = value_of(*call.arguments[1]);
  if (const auto* is = right.as<bool>(); is != nullptr && *is == deciding) return right;
  if (left.as<bool>() != nullptr && right.as<bool>() != nullptr) return {!deciding};
  const std::vector<Value> sides = {left, right};
  const auto failure = first_failure(sides);
  return failure.failed() ? failure : make_error();
}

Value Walk::otherwise(const CallNode& call) {
  const auto target = value_of(*call.target);
  if (target.failed()) return target;
  const auto* optional = target.as<Optional>();
  if (optional == nullptr) return make_error();
  const bool unwraps = call.function == "orValue";
  if (optional->value != nullptr) return unwraps ? *optional->value : target;
  const auto other = value_of(*call.arguments[0]);
  return unwraps || other.failed() || other.as<Optional>() != nullptr ? other : make_error();
}

Value Walk::call_host(std::size_t number, const std::vector<Value>& arguments) {
  const auto& host = schema_.functions()[number];
  std::vector<lang::Value> real;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    real.push_back(to_real(arguments[i], arena_));
    if (!accepts(host.arguments[i], real.back())) return make_error();
  }
  return from_real(activation_.facts->call(host.slot, real, arena_));
}

Value Walk::value_of(const Node&, const ListNode& list) {
  std::vector<Value> values;
  for (const auto& element : list.elements) values.push_back(element_of(*element));
  if (const auto failure = first_failure(values); failure.failed()) return failure;
  List elements;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (auto kept = kept_element(*list.elements[i], values[i])) elements.push_back(std::move(*kept));
  }
  return make_list(std::move(elements));
}

Value Walk::value_of(const Node&, const MapNode& map) {
  std::vector<Value> values;
  for (const auto& [key, value] : map.entries) {
    values.push_back(value_of(*key));
    values.push_back(element_of(*value));
  }
  if (const auto failure = first_failure(values); failure.failed()) return failure;
  Map entries;
  for (std::size_t i = 0; i < map.entries.size(); ++i) {
    const auto& key = values[2 * i];
    if (!is_key(key)) return make_error();
    auto kept = kept_element(*map.entries[i].second, values[2 * i + 1]);
    if (!kept) continue;
    if (find(entries, key) != nullptr) return make_error();
    entries.emplace_back(key, std::move(*kept));
  }
  return make_map(std::move(entries));
}

namespace {

const CallNode* as_left_out(const Node& node) {
  const auto* call = std::get_if<CallNode>(&node.is);
  return call != nullptr && call->function == "?_" ? call : nullptr;
}

}  // namespace

Value Walk::element_of(const Node& node) {
  const auto* call = as_left_out(node);
  if (call == nullptr) return value_of(node);
  const auto value = value_of(*call->arguments[0]);
  return value.failed() || value.as<Optional>() != nullptr ? value : make_error();
}

std::optional<Value> Walk::kept_element(const Node& node, const Value& value) {
  if (as_left_out(node) == nullptr) return value;
  const auto* optional = value.as<Optional>();
  return optional->value == nullptr ? std::nullopt : std::optional(*optional->value);
}

Value Walk::value_of(const Node&, const BindNode& bind) {
  locals_[bind.variable.local] = value_of(*bind.value);
  return value_of(*bind.body);
}

Value Walk::value_of(const Node&, const DefinitionNode& definition) {
  if (definition.parameters.empty()) {
    const std::pair key{definition.definition, definition.as_double};
    if (const auto known = definitions_.find(key); known != definitions_.end()) return known->second;
    const auto value = value_of(*definition.body);
    definitions_[key] = value;
    return value;
  }
  std::vector<Value> arguments;
  for (const auto& argument : definition.arguments) arguments.push_back(value_of(*argument));
  for (std::size_t i = 0; i < arguments.size(); ++i) locals_[definition.locals[i]] = arguments[i];
  return value_of(*definition.body);
}

Value Walk::at(const Value& container, const Value& key) {
  if (container.as<Optional>() != nullptr) return maybe_at(container, key);
  const auto found = maybe_at(container, key);
  if (found.failed()) return found;
  const auto* optional = found.as<Optional>();
  return optional == nullptr || optional->value == nullptr ? make_error() : *optional->value;
}

Value Walk::maybe_at(const Value& container, const Value& key) {
  if (const auto* optional = container.as<Optional>()) {
    return optional->value == nullptr ? container : maybe_at(*optional->value, key);
  }
  if (const auto* map = container.map()) {
    const auto* found = find(*map, key);
    return found != nullptr ? some_of(*found) : make_none();
  }
  const auto* list = container.list();
  if (list == nullptr || !is_number(key)) return make_error();
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (compare(key, make_int(static_cast<std::int64_t>(i))) == 0) return some_of((*list)[i]);
  }
  return make_none();
}

Value Walk::value_of(const Node&, const ComprehensionNode& walk) { return Macros(*this, walk).value(); }

Value evaluate(const Node& root, const Schema& schema, const Activation& activation) {
  return Walk(schema, activation).value_of(root);
}

std::string disagreement(const Node& root, const Schema& schema, const Activation& activation,
                         const lang::Value& real) {
  const auto expected = evaluate(root, schema, activation);
  const auto found = from_real(real);
  if (expected.as<Skipped>() != nullptr || identical(found, expected)) return "";
  return fmt::format("{}, but the reference says {}", text_of(found), text_of(expected));
}

}  // namespace sprintd::lang::reference
