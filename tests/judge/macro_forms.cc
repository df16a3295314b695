// The macros, each with one and two variables, over lists, maps and optionals.
#include <array>
#include <fmt/format.h>

#include "tests/judge/expression_maker.h"

namespace sprintd::judge {

using lang::Type;
using Kind = lang::Type::Kind;

std::optional<Written> ExpressionMaker::macro(const Type& type, const Scope& scope, int depth) {
  switch (type.kind) {
    case Kind::boolean:
      return test_macro(scope, depth);
    case Kind::list:
      return list_macro(type, scope, depth);
    case Kind::map:
      return map_macro(type, scope, depth);
    case Kind::optional:
      return optional_macro(type, scope, depth);
    default:
      return std::nullopt;
  }
}

ExpressionMaker::Range ExpressionMaker::any_range(const Scope& scope, int depth) {
  if (random_.chance(25)) {
    const auto map = Type::map(key_type(), any_type(0));
    return {make(map, scope, depth - 1), map.parameters[0], map.parameters[0], map.parameters[1]};
  }
  auto element = random_.chance(20) ? Type::of_entity(world_.item) : any_type(1);
  auto list = make(Type::list(element), scope, depth - 1);
  return {std::move(list), element, Kind::integer, element};
}

Written ExpressionMaker::test_macro(const Scope& scope, int depth) {
  static constexpr std::array kNames = {"all", "exists", "exists_one"};
  auto range = any_range(scope, depth);
  const auto* const name = random_.one_of(kNames);
  auto inner = scope;
  std::string variables = new_name(inner);
  if (random_.chance(70)) {
    inner.push_back({variables, range.element});
  } else {
    inner.push_back({variables, range.first});
    auto second = new_name(inner);
    if (second == variables) second = "w";
    inner.push_back({second, range.second});
    variables += ", " + second;
  }
  auto condition = make(Kind::boolean, inner, depth - 1);
  return {fmt::format("(@).{}({}, @)", name, variables), Kind::boolean, {std::move(range.range), std::move(condition)}};
}

Written ExpressionMaker::list_macro(const Type& type, const Scope& scope, int depth) {
  const auto choice = random_.below(10);
  const auto variable = new_name(scope);
  auto inner = scope;
  if (choice < 4) {  // the elements stay what they are
    const bool sorts = choice == 3;
    auto range = make(type, scope, depth - 1);
    inner.push_back({variable, type.parameters[0]});
    auto body = make(sorts ? scalar_type() : Type(Kind::boolean), inner, depth - 1);
    return {
        fmt::format("(@).{}({}, @)", sorts ? "sortBy" : "filter", variable), type, {std::move(range), std::move(body)}};
  }
  auto range = any_range(scope, depth);
  const bool two = choice > 7;
  std::string form = "(@).map(" + variable;
  if (two) {
    inner.push_back({variable, range.first});
    inner.push_back({"w", range.second});
    form = "(@).transformList(" + variable + ", w";
  } else {
    inner.push_back({variable, range.element});
  }
  Written out{form, type, {std::move(range.range)}};
  if (random_.chance(40)) {
    out.form += ", @";
    out.parts.push_back(make(Kind::boolean, inner, depth - 1));
  }
  out.form += ", @)";
  out.parts.push_back(make(type.parameters[0], inner, depth - 1));
  return out;
}

Written ExpressionMaker::map_macro(const Type& type, const Scope& scope, int depth) {
  const auto& key = type.parameters[0];
  auto inner = scope;
  const auto variable = new_name(scope);
  const bool entries = random_.chance(50);
  Written out{"", type, {}};
  if (entries) {
    auto range = any_range(scope, depth);
    inner.push_back({variable, range.first});
    inner.push_back({"w", range.second});
    out.parts.push_back(std::move(range.range));
  } else {
    const auto element = any_type(0);
    const auto range = key.kind == Kind::integer && random_.chance(60) ? Type::list(element) : Type::map(key, element);
    out.parts.push_back(make(range, scope, depth - 1));
    inner.push_back({variable, key});
    inner.push_back({"w", element});
  }
  out.form = fmt::format("(@).{}({}, w", entries ? "transformMapEntry" : "transformMap", variable);
  if (random_.chance(40)) {
    out.form += ", @";
    out.parts.push_back(make(Kind::boolean, inner, depth - 1));
  }
  out.form += ", @)";
  out.parts.push_back(make(entries ? type : type.parameters[1], inner, depth - 1));
  return out;
}

Written ExpressionMaker::optional_macro(const Type& type, const Scope& scope, int depth) {
  const auto held = any_type(1);
  auto range = make(Type::optional(held), scope, depth - 1);
  auto inner = scope;
  inner.push_back({new_name(scope), held});
  const auto& name = inner.back().name;
  const bool flat = random_.chance(50);
  auto result = make(flat ? type : type.parameters[0], inner, depth - 1);
  return {
      fmt::format("(@).{}({}, @)", flat ? "optFlatMap" : "optMap", name), type, {std::move(range), std::move(result)}};
}

}  // namespace sprintd::judge
