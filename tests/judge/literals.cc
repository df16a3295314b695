#include <fmt/format.h>

#include "tests/judge/expression_maker.h"
#include "tests/judge/odd_values.h"

namespace sprintd::judge {

using lang::Type;
using Kind = lang::Type::Kind;

namespace {

std::string int_literal(std::int64_t value) {
  return value < 0 ? fmt::format("({})", value) : fmt::format("{}", value);
}

std::string real_literal(double value) {
  auto out = fmt::format("{}", value);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out.front() == '-' ? "(" + out + ")" : out;
}

}  // namespace

std::string ExpressionMaker::scalar_literal(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return random_.chance(50) ? "true" : "false";
    case Kind::integer:
      return int_literal(random_.chance(70) ? kInts[random_.below(9)] : random_.one_of(kInts));
    case Kind::uinteger:
      return fmt::format("{}u", random_.one_of(kUints));
    case Kind::real:
      if (random_.chance(5)) return "(0.0 / 0.0)";
      return real_literal(random_.chance(70) ? kReals[random_.below(8)] : random_.one_of(kReals));
    case Kind::bytes:
      if (random_.chance(10)) return R"(b'\xff\x00z')";
      return fmt::format("b'{}'", random_.one_of(kTexts));
    case Kind::timestamp:
      return fmt::format("timestamp('{}')", random_.one_of(kTimes));
    case Kind::duration:
      return fmt::format("duration('{}')", random_.one_of(kLengths));
    default:
      return fmt::format("'{}'", random_.one_of(kTexts));
  }
}

Written ExpressionMaker::list_literal(const Type& type, const Scope& scope, int depth) {
  const auto& element = type.parameters[0];
  Written out{"[", type, {}};
  const auto size = random_.below(4);
  for (std::size_t i = 0; i < size; ++i) {
    const bool may_be_missing = depth > 0 && random_.chance(15);
    out.form += std::string(i == 0 ? "" : ", ") + (may_be_missing ? "?" : "") + "@";
    out.parts.push_back(make(may_be_missing ? Type::optional(element) : element, scope, depth - 1));
  }
  out.form += "]";
  return out;
}

Written ExpressionMaker::map_literal(const Type& type, const Scope& scope, int depth) {
  Written out{"{", type, {}};
  const auto size = random_.below(4);
  for (std::size_t i = 0; i < size; ++i) {
    const bool may_be_missing = depth > 0 && random_.chance(15);
    out.form += std::string(i == 0 ? "" : ", ") + (may_be_missing ? "?" : "") + "@: @";
    out.parts.push_back(make(type.parameters[0], scope, depth - 1));
    const auto& value = type.parameters[1];
    out.parts.push_back(make(may_be_missing ? Type::optional(value) : value, scope, depth - 1));
  }
  out.form += "}";
  return out;
}

Written ExpressionMaker::literal(const Type& type, const Scope& scope, int depth) {
  switch (type.kind) {
    case Kind::list:
      return list_literal(type, scope, depth);
    case Kind::map:
      return map_literal(type, scope, depth);
    case Kind::optional:
      if (random_.chance(30)) return {"optional.none()", type, {}};
      return {"optional.of(@)", type, {make(type.parameters[0], scope, depth - 1)}};
    case Kind::entity:
      if (type.entity == world_.item) return {"item", type, {}};
      return {type.entity == world_.person ? "person" : "item.project", type, {}};
    case Kind::type:
      return {"type(@)", type, {make(type.parameters.empty() ? any_type(1) : type.parameters[0], scope, depth - 1)}};
    case Kind::dyn:
      return {
          "dyn(@)", type, {Written{scalar_literal(random_.chance(10) ? Kind::null : scalar_type().kind), type, {}}}};
    default:
      return {scalar_literal(type.kind), type, {}};
  }
}

}  // namespace sprintd::judge
