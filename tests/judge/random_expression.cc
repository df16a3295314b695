#include "tests/judge/random_expression.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sprintd::lang::judge {

namespace {

using Kind = Type::Kind;
using Bindings = std::map<std::string, Type>;

// May a signature's type be the wanted one? Says what its type parameters are then.
bool unify(const Type& pattern, const Type& wanted, Bindings& bindings) {
  if (pattern.kind == Kind::variable) {
    const auto [at, is_new] = bindings.try_emplace(pattern.name, wanted);
    return is_new || at->second == wanted;
  }
  if (pattern.kind != wanted.kind || pattern.entity != wanted.entity) return false;
  for (std::size_t i = 0; i < pattern.parameters.size(); ++i) {
    if (!unify(pattern.parameters[i], wanted.parameters[i], bindings)) return false;
  }
  return true;
}

Type filled_in(const Type& pattern, const Bindings& bindings) {
  if (pattern.kind == Kind::variable) return bindings.at(pattern.name);
  Type out = pattern;
  for (auto& parameter : out.parameters) parameter = filled_in(parameter, bindings);
  return out;
}

void names_in(const Type& pattern, std::vector<std::string>& names) {
  if (pattern.kind == Kind::variable) names.push_back(pattern.name);
  for (const auto& parameter : pattern.parameters) names_in(parameter, names);
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

bool is_simple(const Type& type) { return type.kind >= Kind::boolean && type.kind <= Kind::duration; }

}  // namespace

Type RandomExpression::simple_type() {
  static const Type kTypes[] = {Kind::boolean, Kind::integer,  Kind::integer, Kind::real,      Kind::string,
                                Kind::string,  Kind::uinteger, Kind::bytes,   Kind::timestamp, Kind::duration};
  return random_.of(kTypes);
}

Type RandomExpression::any_type() {
  switch (random_.below(8)) {
    case 0:
      return Type::list(simple_type());
    case 1:
      return Type::map(Kind::string, simple_type());
    case 2:
      return Type::optional(simple_type());
    case 3:
      return Type::list(Type::of_entity(scenery_.item));
    case 4:
    case 5:
      return Kind::boolean;
    default:
      return simple_type();
  }
}

std::string RandomExpression::of(const Type& type, int depth) {
  if (depth <= 0) return leaf(type);
  for (int attempt = 0; attempt < 6; ++attempt) {
    std::string made;
    switch (random_.below(12)) {
      case 0:
        return leaf(type);
      case 1:
        made = field_of(type, depth);
        break;
      case 2:
      case 3:
        made = macro_of(type, depth);
        break;
      case 4:
        made = optional_of(type, depth);
        break;
      case 5:
        made = collection_of(type, depth);
        break;
      case 6:
        made = definition_of(type, depth);
        break;
      case 7: {
        std::string name;
        const auto variable = any_type();
        const auto value = of(variable, depth - 1);
        const auto body = with_local(variable, type, depth - 1, name);
        return fmt::format("cel.bind({}, {}, {})", name, value, body);
      }
      case 8:
        // What is dyn may be of another kind than is asked for, which is then an error.
        if (is_simple(type)) made = fmt::format("dyn({})", of(random_.one_in(3) ? simple_type() : type, depth - 1));
        break;
      default:
        made = call_of(type, depth);
    }
    if (!made.empty()) return made;
  }
  return leaf(type);
}

std::string RandomExpression::leaf(const Type& type) {
  if (!random_.one_in(3)) {
    auto name = name_of(type);
    if (!name.empty()) return name;
  }
  return literal(type);
}

std::string RandomExpression::literal(const Type& type) {
  static constexpr std::string_view kInts[] = {
      "0", "1", "2", "3", "-1", "7", "64", "9223372036854775807", "-9223372036854775808"};
  static constexpr std::string_view kUints[] = {"0u", "1u", "3u", "64u", "18446744073709551615u"};
  static constexpr std::string_view kReals[] = {"0.0", "1.0", "2.5", "-1.5", "1e300", "0.1"};
  static constexpr std::string_view kTexts[] = {"", "a", "ab", "b", "äß€😀", ",", "%s", "[a-b]", "(a)?b", " x ", "12"};
  static constexpr std::string_view kBytes[] = {"b''", "b'a'", "b'\\xff\\x00'", "b'ab'"};
  static constexpr std::string_view kTimes[] = {"timestamp('2026-03-02T15:00:00Z')", "timestamp(0)",
                                                "timestamp('2026-03-29T00:30:00.5Z')"};
  static constexpr std::string_view kLengths[] = {"duration('1h30m')", "duration('-1.5s')", "duration('0')"};
  switch (type.kind) {
    case Kind::boolean:
      return random_.one_in(2) ? "true" : "false";
    case Kind::integer:
      return std::string(random_.of(kInts));
    case Kind::uinteger:
      return std::string(random_.of(kUints));
    case Kind::real:
      return std::string(random_.of(kReals));
    case Kind::string:
      return quoted(random_.of(kTexts));
    case Kind::bytes:
      return std::string(random_.of(kBytes));
    case Kind::timestamp:
      return std::string(random_.of(kTimes));
    case Kind::duration:
      return std::string(random_.of(kLengths));
    case Kind::list:
      return random_.one_in(3) ? "[]" : fmt::format("[{}]", leaf(type.parameters[0]));
    case Kind::map:
      return random_.one_in(3) ? "{}"
                               : fmt::format("{{{}: {}}}", literal(type.parameters[0]), leaf(type.parameters[1]));
    case Kind::optional:
      return random_.one_in(3) ? "optional.none()" : fmt::format("optional.of({})", leaf(type.parameters[0]));
    case Kind::entity:
      return type.entity == scenery_.item ? "item" : "who";
    case Kind::type:
      return "int";
    default:
      return "x";
  }
}

std::string RandomExpression::name_of(const Type& type) {
  std::vector<std::string> names;
  for (const auto& local : locals_) {
    if (local.type == type) names.push_back(local.name);
  }
  // A local hides a variable of its name, and none has such a name.
  for (const auto& variable : scenery_.variables) {
    if (variable.type == type) names.push_back(variable.name);
  }
  return names.empty() ? "" : names[random_.below(names.size())];
}

std::string RandomExpression::field_of(const Type& type, int depth) {
  std::vector<std::pair<EntityType, std::string>> fields;
  for (const auto entity : {scenery_.item, scenery_.person}) {
    for (const auto& field : scenery_.schema.entity(entity).fields) {
      const bool fits = type.kind == Kind::optional ? field.type == type.parameters[0] : field.type == type;
      if (fits) fields.emplace_back(entity, field.name);
    }
  }
  if (type == Type(Kind::boolean) && random_.one_in(3)) {
    return fmt::format("has({}.points)", of(Type::of_entity(scenery_.item), depth - 1));
  }
  if (fields.empty()) return "";
  const auto& [entity, name] = fields[random_.below(fields.size())];
  const auto row = Type::of_entity(entity);
  if (type.kind != Kind::optional) return fmt::format("{}.{}", of(row, depth - 1), name);
  return random_.one_in(2) ? fmt::format("{}.?{}", of(row, depth - 1), name)
                           : fmt::format("{}.{}", of(Type::optional(row), depth - 1), name);
}

std::string RandomExpression::call_of(const Type& type, int depth) {
  struct Choice {
    const Overload* overload;
    Bindings bindings;
  };
  std::vector<Choice> choices;
  for (const auto& overload : all_overloads()) {
    Bindings bindings;
    if (unify(overload.result, type, bindings)) choices.push_back({&overload, std::move(bindings)});
  }
  if (type.kind == Kind::integer && random_.one_in(20)) return fmt::format("twist({})", of(type, depth - 1));
  if (choices.empty()) return "";
  auto& [overload, bindings] = choices[random_.below(choices.size())];
  std::vector<std::string> unbound;
  for (const auto& argument : overload->arguments) names_in(argument, unbound);
  for (const auto& name : unbound) {
    if (!bindings.contains(name)) bindings[name] = name == "K" ? Type(Kind::string) : simple_type();
  }
  std::vector<std::string> arguments;
  for (const auto& argument : overload->arguments) arguments.push_back(of(filled_in(argument, bindings), depth - 1));
  return written(*overload, arguments);
}

std::string RandomExpression::written(const Overload& overload, const std::vector<std::string>& a) {
  const std::string name(overload.name);
  if (name == "_?_:_") return fmt::format("({} ? {} : {})", a[0], a[1], a[2]);
  if (name == "_[_]") return fmt::format("{}[{}]", a[0], a[1]);
  if (name == "_[?_]") return fmt::format("{}[?{}]", a[0], a[1]);
  if (name == "@in") return fmt::format("({} in {})", a[0], a[1]);
  if (name == "!_" || name == "-_") return fmt::format("{}({})", name[0], a[0]);
  if (name.front() == '_') return fmt::format("({} {} {})", a[0], name.substr(1, name.size() - 2), a[1]);
  if (!overload.member) return fmt::format("{}({})", name, fmt::join(a, ", "));
  const std::vector<std::string> rest(a.begin() + 1, a.end());
  return fmt::format("({}).{}({})", a[0], name, fmt::join(rest, ", "));
}

std::string RandomExpression::with_local(const Type& variable, const Type& body, int depth, std::string& name) {
  name = fmt::format("v{}", locals_.size());
  locals_.push_back({name, variable});
  auto text = of(body, depth);
  locals_.pop_back();
  return text;
}

std::string RandomExpression::macro_of(const Type& type, int depth) {
  const auto element = random_.one_in(3) ? Type::of_entity(scenery_.item) : simple_type();
  const auto list = Type::list(element);
  std::string x;
  std::string y;
  if (type == Type(Kind::boolean)) {
    static constexpr std::string_view kNames[] = {"all", "exists", "exists_one"};
    const auto name = random_.of(kNames);
    if (random_.one_in(2)) {
      const auto condition = with_local(element, type, depth - 1, x);
      return fmt::format("{}.{}({}, {})", of(list, depth - 1), name, x, condition);
    }
    const bool over_map = random_.one_in(2);
    const auto key = over_map ? Type(Kind::string) : Type(Kind::integer);
    const auto value = over_map ? Type(Kind::integer) : element;
    locals_.push_back({fmt::format("w{}", locals_.size()), key});
    y = locals_.back().name;
    const auto condition = with_local(value, type, depth - 1, x);
    locals_.pop_back();
    return fmt::format("{}.{}({}, {}, {})", of(over_map ? Type::map(key, value) : list, depth - 1), name, y, x,
                       condition);
  }
  if (type.kind == Kind::list) {
    const auto result = type.parameters[0];
    switch (random_.below(4)) {
      case 0: {
        const auto condition = with_local(result, Kind::boolean, depth - 1, x);
        return fmt::format("{}.filter({}, {})", of(type, depth - 1), x, condition);
      }
      case 1: {
        const auto key = with_local(result, simple_type(), depth - 1, x);
        return fmt::format("{}.sortBy({}, {})", of(type, depth - 1), x, key);
      }
      case 2: {
        const auto condition = with_local(element, Kind::boolean, depth - 2, x);
        const auto made = with_local(element, result, depth - 1, x);
        return random_.one_in(2) ? fmt::format("{}.map({}, {})", of(list, depth - 1), x, made)
                                 : fmt::format("{}.map({}, {}, {})", of(list, depth - 1), x, condition, made);
      }
      default: {
        locals_.push_back({fmt::format("w{}", locals_.size()), Kind::integer});
        y = locals_.back().name;
        const auto made = with_local(element, result, depth - 1, x);
        locals_.pop_back();
        return fmt::format("{}.transformList({}, {}, {})", of(list, depth - 1), y, x, made);
      }
    }
  }
  if (type.kind == Kind::map && type.parameters[0].kind == Kind::string) {
    locals_.push_back({fmt::format("w{}", locals_.size()), Kind::string});
    y = locals_.back().name;
    const auto made = with_local(Kind::integer, type.parameters[1], depth - 1, x);
    const auto key = with_local(Kind::integer, Kind::string, depth - 2, x);
    locals_.pop_back();
    const auto range = of(Type::map(Kind::string, Kind::integer), depth - 1);
    return random_.one_in(2) ? fmt::format("{}.transformMap({}, {}, {})", range, y, x, made)
                             : fmt::format("{}.transformMapEntry({}, {}, {{{}: {}}})", range, y, x, key, made);
  }
  if (type.kind == Kind::optional) {
    const bool flat = random_.one_in(2);
    const auto made = with_local(element, flat ? type : type.parameters[0], depth - 1, x);
    return fmt::format("{}.{}({}, {})", of(Type::optional(element), depth - 1), flat ? "optFlatMap" : "optMap", x,
                       made);
  }
  return "";
}

std::string RandomExpression::optional_of(const Type& type, int depth) {
  if (!is_simple(type)) return "";
  const auto optional = of(Type::optional(type), depth - 1);
  return random_.one_in(2) ? fmt::format("{}.orValue({})", optional, of(type, depth - 1))
                           : fmt::format("{}.or({}).value()", optional, of(Type::optional(type), depth - 1));
}

std::string RandomExpression::collection_of(const Type& type, int depth) {
  if (type.kind == Kind::list) {
    std::vector<std::string> elements;
    for (auto count = random_.below(4); count > 0; --count) {
      elements.push_back(random_.one_in(4) ? "?" + of(Type::optional(type.parameters[0]), depth - 1)
                                           : of(type.parameters[0], depth - 1));
    }
    return fmt::format("[{}]", fmt::join(elements, ", "));
  }
  if (type.kind != Kind::map) return "";
  std::vector<std::string> entries;
  for (auto count = random_.below(3); count > 0; --count) {
    const auto key = of(type.parameters[0], depth - 2);
    entries.push_back(random_.one_in(4) ? fmt::format("?{}: {}", key, of(Type::optional(type.parameters[1]), depth - 1))
                                        : fmt::format("{}: {}", key, of(type.parameters[1], depth - 1)));
  }
  return fmt::format("{{{}}}", fmt::join(entries, ", "));
}

std::string RandomExpression::definition_of(const Type& type, int depth) {
  if (type == Type(Kind::boolean) && random_.one_in(2)) return "heavy";
  if (type == Type(Kind::integer) && random_.one_in(2)) return "rate";
  if (type == Type::list(Kind::string) && random_.one_in(2)) return "marked";
  const bool adds = type.kind == Kind::integer || type.kind == Kind::real || type.kind == Kind::string;
  if (adds && random_.one_in(2)) return fmt::format("twice({})", of(type, depth - 1));
  return fmt::format("pick({}, {}, {})", of(Kind::boolean, depth - 1), of(type, depth - 1), of(type, depth - 1));
}

}  // namespace sprintd::lang::judge
