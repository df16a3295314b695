#include "rules/ruleset/expressions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "rules/lang/ast_walk.h"
#include "rules/lang/compiler.h"
#include "rules/lang/constant_faults.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/parser.h"
#include "rules/lang/type_words.h"

namespace sprintd::ruleset {
namespace {

// There is no backlog while packs load: a constant may use the time zone (UTC) and nothing else.
class NoFacts final : public lang::Facts {
 public:
  lang::Value field(lang::EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& /*arena*/) const override {
    return lang::Value::unknown({.entity = entity, .slot = slot, .row = row});
  }
  bool present(lang::EntityType /*entity*/, std::uint32_t /*row*/, std::uint16_t /*slot*/) const override {
    return false;
  }
  lang::Value call(std::uint16_t /*function*/, std::span<const lang::Value> /*arguments*/,
                   Arena& /*arena*/) const override {
    return lang::Value::unknown({});
  }
  std::string_view id(lang::EntityType /*entity*/, std::uint32_t /*row*/) const override { return {}; }
  const TimeZone& zone() const override { return zone_; }

 private:
  TimeZone zone_;
};

template <typename Result, typename Read>
std::optional<Result> constant_value(const lang::Program& program, Read read) {
  if (!program || !program.is_constant()) return std::nullopt;
  const NoFacts facts;
  lang::Evaluator evaluator;
  const auto value = evaluator.run(program, {.facts = &facts, .variables = {}});
  return read(value);
}

// Where item.queue is read in a checked tree, definitions included; null when nowhere.
const lang::SelectNode* find_queue_read(const lang::Node& node, lang::EntityType item) {
  if (const auto* select = std::get_if<lang::SelectNode>(&node.is)) {
    const auto& operand = select->operand->type;
    const bool is_item = operand.kind == lang::Type::Kind::entity && operand.entity == item;
    if (is_item && select->field == "queue") return select;
  }
  const lang::SelectNode* found = nullptr;
  lang::for_each_child(node, [&](const lang::Node& child) {
    if (found == nullptr) found = find_queue_read(child, item);
  });
  return found;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string integer_text(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (!text.starts_with("0o")) {
    const bool negative = text.starts_with('-');
    const auto digits = text.substr(negative ? 1 : 0);
    if (digits.starts_with("0x")) return std::string(text);
    const auto first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    return fmt::format("{}{}", negative ? "-" : "", digits.substr(first));
  }
  std::uint64_t value = 0;
  const auto digits = text.substr(2);
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value, 8);
  return end.ec == std::errc() ? fmt::format("{}", value) : std::string(text);
}

// ".5", "1." and "+1e3" as CEL writes them. Infinities and NaN stay, and are refused as an expression.
std::string real_text(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::string result(text);
  const bool negative = result.starts_with('-');
  const auto start = std::size_t{negative ? 1U : 0U};
  if (lower(result.substr(start)) == ".inf" || lower(result) == ".nan") return result;
  if (result[start] == '.') result.insert(start, "0");
  const auto point = result.find('.');
  if (point != std::string::npos &&
      (point + 1 == result.size() || result[point + 1] == 'e' || result[point + 1] == 'E')) {
    result.insert(point + 1, "0");
  }
  return result;
}

}  // namespace

ExpressionText expression_text(const yaml::Node& scalar) {
  const auto type = yaml::scalar_type(scalar);
  std::string text = scalar.text;
  if (type == yaml::ScalarType::boolean) text = lower(std::move(text));
  if (type == yaml::ScalarType::integer) text = integer_text(text);
  if (type == yaml::ScalarType::real) text = real_text(text);
  if (text.size() == scalar.text.size()) return {std::move(text), scalar.origin};
  return {std::move(text), Origin::whole(scalar.span)};
}

lang::Expected Expressions::expected(ValueKind kind, std::string_view key) const {
  using Kind = lang::Type::Kind;
  std::optional<lang::Type> type;
  if (kind == ValueKind::condition) type = lang::Type(Kind::boolean);
  if (kind == ValueKind::timestamp) type = lang::Type(Kind::timestamp);
  if (kind == ValueKind::person) type = scopes_->type_of(Slot::person);
  return {.type = std::move(type), .what = std::string(key)};
}

bool Expressions::check_number(const lang::Program& program, const lang::Node& tree, std::string_view key) {
  using Kind = lang::Type::Kind;
  const auto kind = program.type().kind;
  if (kind == Kind::integer || kind == Kind::uinteger || kind == Kind::real || kind == Kind::dyn) return true;
  diagnostics_->add(Code::wrong_result_type, tree.span,
                    fmt::format("{} must be a number (int or double); this is {}", key,
                                lang::a_type(scopes_->schema(), program.type())));
  return false;
}

std::uint32_t Expressions::pack_of(const yaml::Node& scalar) const {
  const auto pack = packs_.find(scalar.span.file);
  return pack == packs_.end() ? 0 : pack->second;
}

Expressions::Compiled Expressions::compile_tree(const yaml::Node& scalar, ValueKind kind, std::string_view key,
                                                const Slots& scope) {
  const auto source = expression_text(scalar);
  auto tree = lang::parse({source.text, &source.origin}, *diagnostics_);
  if (tree == nullptr) return {};
  usage_.see(*tree, pack_of(scalar));
  const auto environment = scopes_->with(scope, *definitions_, pack_of(scalar));
  if (!lang::check(*tree, environment, expected(kind, key), *diagnostics_)) return {};
  if (!lang::check_constants(*tree, environment, *diagnostics_)) return {};
  auto program = lang::compile(*tree, environment);
  if (kind == ValueKind::number && !check_number(program, *tree, key)) return {};
  return {std::move(tree), std::move(program)};
}

lang::Program Expressions::compile(const yaml::Node* scalar, ValueKind kind, std::string_view key, const Slots& scope) {
  if (scalar == nullptr) return {};
  auto compiled = compile_tree(*scalar, kind, key, scope);
  if (compiled.tree != nullptr) trees_->add(*scalar, std::move(compiled.tree), compiled.program);
  return std::move(compiled.program);
}

lang::Program Expressions::queue_condition(const yaml::Node& scalar, std::string_view queue) {
  auto compiled = compile_tree(scalar, ValueKind::condition, fmt::format("queue '{}'", queue), {Slot::item});
  const auto& item = scopes_->type_of(Slot::item);
  if (compiled.tree == nullptr || !item) return {};
  const auto* read = find_queue_read(*compiled.tree, item->entity);
  if (read == nullptr) {
    trees_->add(scalar, std::move(compiled.tree), compiled.program);
    return std::move(compiled.program);
  }
  auto& fault = diagnostics_->add(Code::pack_queue_circular, read->field_span,
                                  fmt::format("the condition of queue '{}' reads the queue of an item", queue),
                                  "name what both conditions share under 'define'");
  const bool through_definition = read->field_span.begin < scalar.span.begin || read->field_span.end > scalar.span.end;
  if (through_definition) fault.notes.push_back({scalar.span, "used here"});
  return {};
}

lang::Template Expressions::message(const yaml::Node* scalar, const Slots& scope) {
  if (scalar == nullptr) return {};
  see_message(scalar);
  return lang::compile_template({scalar->text, &scalar->origin}, scopes_->with(scope, *definitions_, pack_of(*scalar)),
                                *diagnostics_);
}

void Expressions::parse_only(const yaml::Node* scalar) {
  if (scalar == nullptr) return;
  const auto source = expression_text(*scalar);
  if (const auto tree = lang::parse({source.text, &source.origin}, *diagnostics_)) {
    usage_.see(*tree, pack_of(*scalar));
  }
}

void Expressions::see_message(const yaml::Node* scalar) {
  if (scalar != nullptr) usage_.see_template({scalar->text, &scalar->origin}, pack_of(*scalar));
}

std::optional<bool> constant_bool(const lang::Program& program) {
  return constant_value<bool>(program, [](const lang::Value& value) -> std::optional<bool> {
    if (!value.is(lang::Value::Kind::boolean)) return std::nullopt;
    return value.b;
  });
}

std::optional<double> constant_number(const lang::Program& program) {
  return constant_value<double>(program, [](const lang::Value& value) -> std::optional<double> {
    if (value.is(lang::Value::Kind::integer)) return static_cast<double>(value.i);
    if (value.is(lang::Value::Kind::uinteger)) return static_cast<double>(value.u);
    if (value.is(lang::Value::Kind::real)) return value.d;
    return std::nullopt;
  });
}

}  // namespace sprintd::ruleset
