// Calls, found in the function table by what they give.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <string_view>

#include "tests/judge/expression_maker.h"
#include "tests/judge/odd_values.h"

namespace sprintd::judge {

using lang::Type;
using Kind = lang::Type::Kind;

namespace {

using Bound = std::map<std::string, Type>;

// Makes a signature's type the one asked for, if it can be.
bool unify(const Type& signature, const Type& type, Bound& bound) {
  if (signature.kind == Kind::variable) {
    const auto [known, is_new] = bound.try_emplace(signature.name, type);
    return is_new || known->second == type;
  }
  if (signature.kind != type.kind || signature.entity != type.entity) return false;
  if (signature.parameters.size() != type.parameters.size()) return false;
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    if (!unify(signature.parameters[i], type.parameters[i], bound)) return false;
  }
  return true;
}

// The signature's type with its variables filled in, those that are open by `fill`.
template <typename Fill>
Type filled(const Type& signature, Bound& bound, const Fill& fill) {
  if (signature.kind == Kind::variable) {
    const auto known = bound.find(signature.name);
    return known != bound.end() ? known->second : bound.emplace(signature.name, fill(signature.name)).first->second;
  }
  auto type = signature;
  for (auto& parameter : type.parameters) parameter = filled(parameter, bound, fill);
  return type;
}

std::string written_form(const lang::Overload& overload) {
  const auto name = std::string(overload.name);
  const auto count = overload.arguments.size();
  if (name == "_?_:_") return "(@ ? @ : @)";
  if (name == "_[_]") return "(@)[@]";
  if (name == "_[?_]") return "(@)[?@]";
  if (name == "@in") return "(@ in @)";
  if (name.size() > 2 && name.front() == '_' && name.back() == '_')
    return fmt::format("(@ {} @)", name.substr(1, name.size() - 2));
  if (name.size() == 2 && name.back() == '_') return fmt::format("({}@)", name.front());
  std::string arguments;
  for (std::size_t i = overload.member ? 1 : 0; i < count; ++i) arguments += arguments.empty() ? "@" : ", @";
  return fmt::format("{}{}({})", overload.member ? "(@)." : "", name, arguments);
}

}  // namespace

std::optional<Written> ExpressionMaker::call(const Type& type, const Scope& scope, int depth) {
  std::vector<const lang::Overload*> fitting;
  std::vector<std::string_view> names;  // each function as likely, however many forms it has
  for (const auto& overload : lang::all_overloads()) {
    Bound bound;
    if (overload.result.kind == Kind::variable && random_.chance(50)) continue;  // they give anything
    if (!unify(overload.result, type, bound)) continue;
    fitting.push_back(&overload);
    if (names.empty() || names.back() != overload.name) names.push_back(overload.name);
  }
  if (names.empty()) return std::nullopt;
  const auto name = random_.one_of(names);
  std::erase_if(fitting, [name](const auto* overload) { return overload->name != name; });
  const auto& overload = *random_.one_of(fitting);
  Bound bound;
  unify(overload.result, type, bound);
  const auto fill = [this](const std::string& variable) { return variable == "K" ? key_type() : any_type(1); };
  std::vector<Type> types;
  for (const auto& argument : overload.arguments) types.push_back(filled(argument, bound, fill));
  return written_call(overload, types, type, scope, depth);
}

Written ExpressionMaker::call_of(const lang::Overload& overload, int depth) {
  Bound bound;
  const auto fill = [this](const std::string& variable) { return variable == "K" ? key_type() : any_type(1); };
  std::vector<Type> types;
  for (const auto& argument : overload.arguments) types.push_back(filled(argument, bound, fill));
  return written_call(overload, types, filled(overload.result, bound, fill), {}, depth);
}

Written ExpressionMaker::written_call(const lang::Overload& overload, const std::vector<Type>& types,
                                      const Type& result, const Scope& scope, int depth) {
  Written out{written_form(overload), result, {}};
  for (std::size_t i = 0; i < types.size(); ++i) {
    auto apt = random_.chance(75) ? apt_argument(overload.name, i, types.size()) : std::nullopt;
    const bool fits = apt && apt->type == types[i];
    out.parts.push_back(fits ? std::move(*apt) : make(types[i], scope, depth - 1));
  }
  return out;
}

std::optional<Written> ExpressionMaker::apt_argument(std::string_view function, std::size_t argument,
                                                     std::size_t count) {
  static constexpr std::array<std::string_view, 6> kZones = {"Europe/Berlin", "UTC",    "America/New_York",
                                                             "+05:30",        "-02:00", "Mars/Olympus"};
  static constexpr std::array<std::string_view, 4> kDates = {"2026-03-29", "2026-10-25", "2024-02-29", "0001-01-01"};
  static constexpr std::array<std::string_view, 5> kNumbers = {"12", "-7", "+3", "1e3", "9223372036854775807"};
  static constexpr std::array<std::string_view, 5> kTruths = {"true", "False", "t", "0", "yes"};
  static constexpr std::array<std::string_view, 10> kFormats = {"%s", "%d",   "%s and %s", "%.2f %x", "%e",
                                                                "%b", "%X%%", "%o",        "%.0f",    "text"};
  static constexpr std::array<std::string_view, 6> kReplacements = {"x", "<$1>", "", "-", "ab", "ß"};
  const auto text = [this](const auto& texts) {
    return Written{fmt::format("'{}'", random_.one_of(texts)), Kind::string, {}};
  };
  const auto number = [this](std::size_t below) {
    return Written{fmt::format("{}", random_.below(below)), Kind::integer, {}};
  };
  const bool pattern = function == "matches" || function.starts_with("regex.");
  if (pattern && argument == 1) return text(kPatterns);
  if (pattern && argument == 2) return text(kReplacements);
  if (function.starts_with("get") && argument == 1) return text(kZones);
  if (argument == 0 && count == 1) {
    if (function == "timestamp") return text(kTimes);
    if (function == "duration") return text(kLengths);
    if (function == "date") return text(kDates);
    if (function == "lists.range") return number(6);
    if (function == "int" || function == "uint" || function == "double") return text(kNumbers);
    if (function == "bool") return text(kTruths);
  }
  if (function == "timestamp" || function == "duration" || function == "date") return std::nullopt;
  if (function == "format" && argument == 0) return text(kFormats);
  if (function == "add_working_days" && argument == 1) return number(40);
  if (function == "_[_]" && argument == 1) return number(3);
  const bool position = function == "slice" || function == "charAt" || function == "substring" ||
                        function == "flatten" || function == "indexOf" || function == "lastIndexOf" ||
                        function == "split" || function == "replace" || function.starts_with("math.bitShift");
  if (position && argument > 0) return number(5);
  return std::nullopt;
}

}  // namespace sprintd::judge
