#include "tests/conformance/run_case.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "rules/base/origin.h"
#include "rules/lang/checker.h"
#include "rules/lang/compiler.h"
#include "rules/lang/constant_faults.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/parser.h"
#include "rules/lang/value_text.h"
#include "tests/support/reference_evaluator.h"

namespace sprintd::lang::conformance {
namespace {

using Kind = Value::Kind;

// There are no rows: all data come as variables.
class NoFacts : public Facts {
 public:
  Value field(EntityType, std::uint32_t, std::uint16_t, Arena& arena) const override {
    return make_error(arena, "no rows here");
  }
  bool present(EntityType, std::uint32_t, std::uint16_t) const override { return false; }
  Value call(std::uint16_t, std::span<const Value>, Arena& arena) const override {
    return make_error(arena, "a declared function has no code");
  }
  std::string_view id(EntityType, std::uint32_t) const override { return ""; }
  const TimeZone& zone() const override { return zone_; }

 private:
  TimeZone zone_;
};

bool same(const Value& a, const Value& b);

bool same_lists(const Value& a, const Value& b) {
  if (a.size != b.size) return false;
  for (std::uint32_t i = 0; i < a.size; ++i) {
    if (!same(a.element(i), b.element(i))) return false;
  }
  return true;
}

bool same_maps(const Value& a, const Value& b) {
  if (a.size != b.size) return false;
  const auto has = [&b](const MapEntry& entry) {
    return std::any_of(b.entries, b.entries + b.size, [&](const MapEntry& other) {
      return same(entry.key, other.key) && same(entry.value, other.value);
    });
  };
  return std::all_of(a.entries, a.entries + a.size, has);
}

// The same value of the same type; NaN is NaN, the order of a map's entries is nothing.
bool same(const Value& a, const Value& b) {
  if (a.is_list() && b.is_list()) return same_lists(a, b);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::real:
      return a.d == b.d || (std::isnan(a.d) && std::isnan(b.d));
    case Kind::map:
      return same_maps(a, b);
    case Kind::optional:
      if (a.values == nullptr || b.values == nullptr) return a.values == b.values;
      return same(*a.values, *b.values);
    case Kind::type:
      return a.type->kind == b.type->kind;
    case Kind::null:
      return true;
    case Kind::boolean:
      return a.b == b.b;
    case Kind::string:
    case Kind::bytes:
      return a.string() == b.string();
    default:
      return a.i == b.i && a.size == b.size;
  }
}

std::string first_fault(const Diagnostics& diagnostics) {
  const auto all = diagnostics.sorted();
  return all.empty() ? "a fault without a message" : all.front().message;
}

std::string compare(std::string_view who, const Value& found, const Expectation& expected) {
  if (std::holds_alternative<AnyError>(expected)) {
    return found.is(Kind::error) ? "" : fmt::format("{}: expected an error, found {}", who, constant_text(found));
  }
  const auto& value = std::get<Value>(expected);
  if (same(found, value)) return "";
  return fmt::format("{}: expected {}, found {}", who, constant_text(value), constant_text(found));
}

struct Names {
  std::vector<Variable> variables;
  std::vector<Value> values;
};

// A declared variable has its type, one that is only bound any; one that is not bound has no value.
Names names_of(const Case& the_case, Arena& arena) {
  Names names;
  std::map<std::string, Type> declared;
  for (const auto& [name, value] : the_case.bindings) declared.emplace(name, Type::Kind::dyn);
  if (the_case.checked) {
    for (const auto& [name, type] : the_case.variables) declared.insert_or_assign(name, type);
  }
  for (const auto& [name, type] : declared) {
    names.variables.push_back({name, type, static_cast<std::uint16_t>(names.variables.size()), ""});
    const auto bound = std::ranges::find(the_case.bindings, name, &std::pair<std::string, Value>::first);
    names.values.push_back(bound == the_case.bindings.end() ? make_error(arena, "this variable has no value")
                                                            : bound->second);
  }
  return names;
}

}  // namespace

std::string run_case(const Case& the_case) {
  const bool wants_error = the_case.expected && std::holds_alternative<AnyError>(*the_case.expected);
  Diagnostics diagnostics;
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(the_case.expression.size()));
  const auto root =
      parse({the_case.expression, &origin}, diagnostics, the_case.macros ? Macros::expanded : Macros::left_alone);
  if (root == nullptr) return wants_error ? "" : first_fault(diagnostics);

  Schema schema;
  for (const auto& function : the_case.functions) schema.add(function);
  Arena arena;
  const auto names = names_of(the_case, arena);
  Environment environment;
  environment.schema = &schema;
  environment.variables = names.variables;
  environment.container = the_case.container;
  environment.typing = the_case.checked ? Typing::checked : Typing::dynamic;
  environment.adapts_literals = false;
  if (!check(*root, environment, Expected{}, diagnostics)) return wants_error ? "" : first_fault(diagnostics);
  if (!the_case.deduced_type.empty()) {
    const auto wanted = parse_type(the_case.deduced_type);
    if (!wanted) return fmt::format("not a type: {}", the_case.deduced_type);
    if (type_word(*wanted) != type_word(root->type)) {
      return fmt::format("expected the type {}, found {}", type_word(*wanted), type_word(root->type));
    }
  }
  if (the_case.check_only || !the_case.expected) return "";
  if (the_case.checked && !check_constants(*root, environment, diagnostics)) {
    return wants_error ? "" : first_fault(diagnostics);
  }

  const auto program = compile(*root, environment);
  const NoFacts facts;
  const Activation activation{&facts, names.values};
  Evaluator evaluator;
  if (auto fault = compare("plain", evaluator.run(program, activation), *the_case.expected); !fault.empty()) {
    return fault;
  }
  Evidence evidence;
  const auto traced = evaluator.run(program, activation, evidence);
  if (auto fault = compare("traced", traced, *the_case.expected); !fault.empty()) return fault;
  return reference::disagreement(*root, schema, activation, traced);
}

}  // namespace sprintd::lang::conformance
