#include "tests/judge/expression_maker.h"

#include <array>

namespace sprintd::judge {

using lang::Type;
using Kind = lang::Type::Kind;

namespace {

bool is_dyn(const Type& type) { return type.kind == Kind::dyn; }

}  // namespace

Type ExpressionMaker::scalar_type() {
  static constexpr std::array kKinds = {Kind::boolean, Kind::integer,   Kind::integer, Kind::real,
                                        Kind::real,    Kind::string,    Kind::string,  Kind::uinteger,
                                        Kind::bytes,   Kind::timestamp, Kind::duration};
  return random_.one_of(kKinds);
}

Type ExpressionMaker::key_type() {
  static constexpr std::array kKinds = {Kind::string, Kind::string, Kind::integer, Kind::uinteger, Kind::boolean};
  return random_.one_of(kKinds);
}

Type ExpressionMaker::any_type(int depth) {
  const auto choice = random_.below(depth > 0 ? 20 : 12);
  if (choice < 9) return scalar_type();
  if (choice < 11) return Type::of_entity(random_.chance(50) ? world_.item : world_.person);
  if (choice == 11) return Kind::dyn;
  if (choice < 15) return Type::list(any_type(depth - 1));
  if (choice < 17) return Type::map(key_type(), any_type(depth - 1));
  return choice < 19 ? Type::optional(any_type(depth - 1)) : Type(Kind::boolean);
}

Written ExpressionMaker::any(int depth) { return make(any_type(2), {}, depth); }

Written ExpressionMaker::make(const Type& type, const Scope& scope, int depth) {
  if (depth <= 0) return leaf(type, scope);
  const auto choice = random_.below(100);
  std::optional<Written> made;
  if (choice < 8) return leaf(type, scope);
  if (choice < 12) return dynamic(type, scope, depth);
  if (choice < 16) return bind(type, scope, depth);
  if (choice < 29) {
    made = field(type, scope, depth);
  } else if (choice < 36) {
    made = definition(type, scope, depth);
  } else if (choice < 56) {
    made = macro(type, scope, depth);
  } else if (choice < 58) {
    made = host_call(type, scope, depth);
  } else if (choice < 62) {
    return literal(type, scope, depth);
  }
  if (!made) made = call(type, scope, depth);
  return made ? std::move(*made) : leaf(type, scope);
}

// A name if there is one, mostly; else a literal.
Written ExpressionMaker::leaf(const Type& type, const Scope& scope) {
  if (random_.chance(70) || type.kind == Kind::entity) {
    if (auto found = name(type, scope)) return std::move(*found);
  }
  if (type.kind == Kind::entity) {
    if (auto found = field(type, scope, 0)) return std::move(*found);
  }
  return literal(type, scope, 0);
}

std::optional<Written> ExpressionMaker::name(const Type& type, const Scope& scope) {
  std::vector<std::string> names;
  for (const auto& local : scope) {
    if (local.type == type) names.insert(names.end(), 3, local.name);  // what is bound here is the more interesting
  }
  for (const auto& variable : world_.variables) {
    if (variable.type == type) names.push_back(variable.name);
  }
  if (names.empty()) return std::nullopt;
  return Written{random_.one_of(names), type, {}};
}

// row.field of this type, or has(), or row.?field where an optional is asked for.
std::optional<Written> ExpressionMaker::field(const Type& type, const Scope& scope, int depth) {
  const bool optional = type.kind == Kind::optional;
  const auto& wanted = optional ? type.parameters[0] : type;
  const bool tested = type.kind == Kind::boolean && random_.chance(60);
  std::vector<std::pair<lang::EntityType, std::string>> fields;
  for (const auto entity : {world_.item, world_.person, world_.project}) {
    for (const auto& one : world_.schema.entity(entity).fields) {
      if (tested || one.type == wanted) fields.emplace_back(entity, one.name);
    }
  }
  if (fields.empty()) return std::nullopt;
  const auto& [entity, name] = random_.one_of(fields);
  const auto operand_type = Type::of_entity(entity);
  if (optional && depth > 1 && random_.chance(30)) {
    return Written{"(@)." + name, type, {make(Type::optional(operand_type), scope, depth - 1)}};
  }
  auto operand = entity == world_.project && depth <= 0 ? Written{"item.project", operand_type, {}}
                                                        : make(operand_type, scope, depth - 1);
  if (tested) return Written{"has(@." + name + ")", type, {std::move(operand)}};
  return Written{(optional ? "@.?" : "@.") + name, type, {std::move(operand)}};
}

std::optional<Written> ExpressionMaker::definition(const Type& type, const Scope& scope, int depth) {
  std::vector<const Defined*> fitting;
  for (const auto& one : definitions_) {
    if (one.result == type) fitting.push_back(&one);
  }
  if (fitting.empty()) return std::nullopt;
  const auto& used = *random_.one_of(fitting);
  Written out{used.name, type, {}};
  for (const auto& parameter : used.parameters) {
    out.form += out.parts.empty() ? "(@" : ", @";
    out.parts.push_back(make(parameter, scope, depth - 1));
  }
  if (!used.parameters.empty()) out.form += ")";
  return out;
}

// Something whose type is only known when it runs. Mostly it is what is asked for.
Written ExpressionMaker::dynamic(const Type& type, const Scope& scope, int depth) {
  const auto choice = random_.below(10);
  if (choice < 2) {
    if (auto found = name(Kind::dyn, scope)) return std::move(*found);
  }
  if (choice == 2) return {"(@).a", type, {make(Kind::dyn, scope, depth - 1)}};
  if (choice == 3) {
    return {"(@).?ab.orValue(@)",
            type,
            {make(Type::map(Kind::string, Kind::dyn), scope, depth - 1), leaf(Kind::dyn, scope)}};
  }
  const auto inner = choice < 9 && !is_dyn(type) ? type : any_type(1);
  return {"dyn(@)", type, {make(inner, scope, depth - 1)}};
}

Written ExpressionMaker::bind(const Type& type, const Scope& scope, int depth) {
  const auto bound = any_type(1);
  auto value = make(bound, scope, depth - 1);
  auto inner = scope;
  inner.push_back({new_name(scope), bound});
  return {"cel.bind(" + inner.back().name + ", @, @)", type, {std::move(value), make(type, inner, depth - 1)}};
}

std::optional<Written> ExpressionMaker::host_call(const Type& type, const Scope& scope, int depth) {
  for (const auto& host : world_.schema.functions()) {
    if (!(host.result == type)) continue;
    Written out{host.name + "(", type, {}};
    for (const auto& argument : host.arguments) {
      out.form += out.parts.empty() ? "@" : ", @";
      const bool apt = argument.kind == Kind::string && random_.chance(50);
      out.parts.push_back(apt ? Written{random_.chance(50) ? "'tech_lead'" : "'senior_1'", argument, {}}
                              : make(argument, scope, depth - 1));
    }
    out.form += ")";
    return out;
  }
  return std::nullopt;
}

std::string ExpressionMaker::new_name(const Scope& scope) {
  // Sometimes a name that hides another one.
  static constexpr std::array kNames = {"x", "y", "z", "i", "p", "s"};
  if (random_.chance(25)) return random_.one_of(kNames);
  return "v" + std::to_string(scope.size());
}

}  // namespace sprintd::judge
