// What to say about a call that no function takes: which operand does not fit, and what would.
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/checking.h"
#include "rules/lang/function_table.h"
#include "rules/lang/macros.h"
#include "rules/lang/signature_text.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

struct OperatorWords {
  std::string_view function;
  std::string_view words;  // of the left operand {0} and the right one {1}
};
constexpr auto kOperatorWords = std::to_array<OperatorWords>({
    {"_==_", "cannot compare {0} with {1}"},
    {"_!=_", "cannot compare {0} with {1}"},
    {"_<_", "cannot compare {0} with {1}"},
    {"_<=_", "cannot compare {0} with {1}"},
    {"_>_", "cannot compare {0} with {1}"},
    {"_>=_", "cannot compare {0} with {1}"},
    {"_+_", "cannot add {0} and {1}"},
    {"_-_", "cannot subtract {1} from {0}"},
    {"_*_", "cannot multiply {0} by {1}"},
    {"_/_", "cannot divide {0} by {1}"},
    {"_%_", "cannot take {0} modulo {1}"},
    {"@in", "cannot look for {0} in {1}"},
    {"_[_]", "cannot look up {1} in {0}"},
    {"_[?_]", "cannot look up {1} in {0}"},
});

// What other languages call it.
struct Synonym {
  std::string_view other;
  std::string_view cel;
};
constexpr auto kSynonyms = std::to_array<Synonym>({{"any", "exists"},
                                                   {"some", "exists"},
                                                   {"every", "all"},
                                                   {"where", "filter"},
                                                   {"find", "filter"},
                                                   {"select", "map"},
                                                   {"count", "size"},
                                                   {"len", "size"},
                                                   {"length", "size"},
                                                   {"includes", "contains"},
                                                   {"toLowerCase", "lowerAscii"},
                                                   {"lower", "lowerAscii"},
                                                   {"toUpperCase", "upperAscii"},
                                                   {"upper", "upperAscii"},
                                                   {"strip", "trim"},
                                                   {"bind", "cel.bind"}});

bool is_operator(std::string_view function) {
  return !function.empty() && std::string_view("_@!-").find(function.front()) != std::string_view::npos &&
         (function.back() == '_' || function.back() == ']' || function == "@in");
}

bool is_number(const Type& type) {
  return type.kind == Kind::integer || type.kind == Kind::uinteger || type.kind == Kind::real;
}

bool is_comparison(std::string_view function) {
  return function == "_==_" || function == "_!=_" || function == "_<_" || function == "_<=_" || function == "_>_" ||
         function == "_>=_";
}

bool is_ordering(const Node& node) {
  const auto* call = std::get_if<CallNode>(&node.is);
  return call != nullptr && is_comparison(call->function) && call->function != "_==_" && call->function != "_!=_";
}

const std::string* text_literal(const Node& node) {
  const auto* literal = std::get_if<LiteralNode>(&node.is);
  return literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
}

bool is_number_text(const std::string& text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  return parsed.ec == std::errc{} && parsed.ptr == end;
}

std::string conversion(const Type& to, const Node& node) {
  const auto text = short_expression_text(node);
  switch (to.kind) {
    case Kind::real:
      return fmt::format("write double({})", text);
    case Kind::integer:
      return fmt::format("write int({})", text);
    case Kind::uinteger:
      return fmt::format("write uint({})", text);
    case Kind::string:
      return fmt::format("write string({})", text);
    default:
      return {};
  }
}

// A value to go on with where there is none.
std::string_view stand_in(const Type& type) {
  switch (type.kind) {
    case Kind::boolean:
      return "false";
    case Kind::integer:
      return "0";
    case Kind::uinteger:
      return "0u";
    case Kind::real:
      return "0.0";
    case Kind::string:
      return "\"\"";
    case Kind::list:
      return "[]";
    case Kind::map:
      return "{}";
    default:
      return "";
  }
}

// A type parameter is any value.
Type with_any_value(const Type& type) {
  if (type.kind == Kind::variable) return Type::opaque("value", {});
  auto out = type;
  for (auto& parameter : out.parameters) parameter = with_any_value(parameter);
  return out;
}

// What string() takes.
bool has_text(const Type& type) {
  return is_number(type) || type.kind == Kind::boolean || type.kind == Kind::bytes || type.kind == Kind::timestamp ||
         type.kind == Kind::duration;
}

}  // namespace

std::string optional_access(const Node& node) {
  const auto* select = std::get_if<SelectNode>(&node.is);
  if (select == nullptr || select->test_only) return {};
  return fmt::format("write {}.?{}", short_expression_text(*select->operand), select->field);
}

void Checking::report_unknown_function(const CallNode& call) {
  const bool member = call.target != nullptr;
  const auto& name = call.function;
  if (!member && !candidates(name, true).empty()) {
    const auto rest = call.arguments.empty() ? std::string("x") : short_expression_text(*call.arguments[0]);
    report(Code::unknown_function, call.function_span, fmt::format("{}() is called on a value", name),
           fmt::format("write {}.{}({})", rest, name, call.arguments.size() < 2 ? "" : "..."));
  } else if (!member && is_member_macro(name)) {
    report(Code::unknown_function, call.function_span, fmt::format("{}() is called on a list or map", name),
           fmt::format("write {}", macro_usage(name)));
  } else if (member && (!candidates(name, false).empty() || find_definition(name) != nullptr || name == "has")) {
    const auto target = short_expression_text(*call.target);
    report(Code::unknown_function, call.function_span, fmt::format("{}() is not called on a value", name),
           fmt::format("write {}({}{})", name, target, call.arguments.empty() ? "" : ", ..."));
  } else {
    report(Code::unknown_function, call.function_span, fmt::format("there is no function '{}'", name),
           unknown_function_hint(call));
  }
}

std::string Checking::unknown_function_hint(const CallNode& call) const {
  const auto& name = call.function;
  if (call.target != nullptr) {
    const auto type = type_of(*call.target);
    if (type.kind == Kind::entity && schema().field(type.entity, name) != nullptr) {
      return fmt::format("'{}' is a field: write it without parentheses", name);
    }
  }
  const auto synonym = std::ranges::find(kSynonyms, std::string_view(name), &Synonym::other);
  if (synonym != kSynonyms.end()) return fmt::format("did you mean '{}'?", synonym->cel);
  auto names = function_names();
  std::erase_if(names, is_operator);
  for (const auto& host : schema().functions()) names.push_back(host.name);
  for (const auto* definition : definitions_in_sight()) {
    if (!definition->parameters.empty()) names.push_back(definition->name);
  }
  std::ranges::copy(macro_names(), std::back_inserter(names));
  const auto near = suggest(name, names);
  return near ? fmt::format("did you mean '{}'?", *near) : std::string();
}

// math.grtest(1, 2): a name of the library that is not there, rather than a variable `math`.
void Checking::report_in_namespace(const CallNode& call, const std::string& name) {
  auto names = function_names();
  names.emplace_back("cel.bind");
  const auto near = suggest(name, names);
  auto span = call.function_span;
  span.begin = std::min(span.begin, call.target->span.begin);
  report(Code::unknown_function, span, fmt::format("there is no function '{}'", name),
         near ? fmt::format("did you mean '{}'?", *near) : std::string());
}

std::string Checking::optional_hint(const Node& operand) const {
  const auto text = short_expression_text(operand);
  const auto other = stand_in(type_of(operand).parameters[0]);
  const auto* select = std::get_if<SelectNode>(&operand.is);
  if (!other.empty() || select == nullptr) {
    return fmt::format("{0} may have no value: write {0}.orValue({1})", text, other.empty() ? "..." : other);
  }
  return fmt::format("{} may have no value: write {}.{}, which is unknown then", text,
                     short_expression_text(*select->operand), select->field);
}

// What may be meant by a value where a condition is asked for.
std::string Checking::condition_hint(const Node& node) const {
  const auto type = type_of(node);
  const auto text = short_expression_text(node);
  if (is_number(type)) return fmt::format("compare it, for instance {} > {}", text, stand_in(type));
  if (type.kind == Kind::list || type.kind == Kind::map) return fmt::format("write {}.size() > 0", text);
  const auto* select = std::get_if<SelectNode>(&node.is);
  if (type.kind == Kind::string) {
    return select != nullptr ? fmt::format("compare it with ==, or write has({})", text)
                             : std::string("compare it with ==");
  }
  return select != nullptr && type.kind != Kind::boolean ? fmt::format("write has({})", text) : std::string();
}

std::string Checking::signature_hint(const CallNode& call, const std::vector<Candidate>& candidates) const {
  constexpr std::size_t kMostShown = 2;
  std::vector<Signature> signatures;
  for (const auto& candidate : candidates) {
    signatures.push_back({call.function, call.target != nullptr, {}, *candidate.result});
    for (const auto& argument : candidate.arguments) signatures.back().arguments.push_back(with_any_value(argument));
  }
  auto texts = signature_texts(schema(), std::move(signatures));
  if (texts.size() > kMostShown) return {};
  for (auto& text : texts) text.resize(std::min(text.size(), text.find(" -> ")));
  return fmt::format("write {}", fmt::join(texts, " or "));
}

void Checking::report_wrong_count(const CallNode& call, const std::vector<Candidate>& candidates) {
  const std::size_t targets = call.target == nullptr ? 0 : 1;
  std::vector<std::size_t> counts;
  for (const auto& candidate : candidates) counts.push_back(candidate.arguments.size() - targets);
  const bool one = std::ranges::all_of(counts, [](std::size_t count) { return count == 1; });
  const bool none = std::ranges::all_of(counts, [](std::size_t count) { return count == 0; });
  report(Code::wrong_argument_count, call.function_span,
         fmt::format("{}() takes {} argument{}, not {}", call.function, none ? "no" : one_of_counts(counts),
                     one ? "" : "s", call.arguments.size()),
         none && names_element(call) && call.arguments.size() == 2
             ? fmt::format("write {}.map({}, {}).{}()", short_expression_text(*call.target),
                           short_expression_text(*call.arguments[0]), short_expression_text(*call.arguments[1]),
                           call.function)
             : signature_hint(call, candidates));
}

void Checking::report_no_match(const Node& node, const std::vector<Candidate>& candidates,
                               const std::vector<Node*>& operands) {
  const auto& call = std::get<CallNode>(node.is);
  if (is_operator(call.function)) return report_operator(node, operands);
  if (!report_argument(call, candidates, operands)) report_no_form(call, candidates, operands);
}

void Checking::report_operator(const Node& node, const std::vector<Node*>& operands) {
  const auto& function = std::get<CallNode>(node.is).function;
  const auto asks_for_condition = [&](std::string_view who, const Node& operand) {
    const auto type = type_of(operand);
    if (types_.fits(type, Kind::boolean)) return;
    const bool optional = type.kind == Kind::optional;
    report(optional ? Code::optional_used : Code::types_do_not_fit, operand.span,
           fmt::format("{} a condition (bool); {} is {}", who, short_expression_text(operand), a_type(schema(), type)),
           optional ? optional_hint(operand) : condition_hint(operand));
  };
  if (function == "_&&_" || function == "_||_") {
    const auto who = function == "_&&_" ? "&& asks on both sides for" : "|| asks on both sides for";
    for (const auto* operand : operands) asks_for_condition(who, *operand);
    return;
  }
  if (function == "!_") return asks_for_condition("! asks for", *operands[0]);
  const auto optional = std::ranges::find_if(operands, [this](const Node* operand) { return is_optional(*operand); });
  const bool both = operands.size() == 2 && is_optional(*operands[0]) && is_optional(*operands[1]);
  const bool misused = optional != operands.end() && !(both && (function == "_==_" || function == "_!=_"));
  const auto code = misused ? Code::optional_used : Code::types_do_not_fit;
  if (function == "-_") {
    report(code, node.span, fmt::format("cannot negate {}", name_of(*operands[0])),
           misused                                       ? optional_hint(*operands[0])
           : type_of(*operands[0]).kind == Kind::boolean ? "write ! for not"
                                                         : "only int and double have a sign");
    return;
  }
  if (function == "_?_:_") {
    if (!types_.fits(type_of(*operands[0]), Kind::boolean)) return asks_for_condition("? asks for", *operands[0]);
    report(code, node.span,
           fmt::format("both values of ?: must be of one type, not {} and {}", name_of(*operands[1]),
                       name_of(*operands[2])),
           misused ? optional_hint(**optional) : conversion_hint(function, *operands[1], *operands[2]));
    return;
  }
  const auto words = std::ranges::find(kOperatorWords, std::string_view(function), &OperatorWords::function);
  if (words == kOperatorWords.end()) return;
  report(code, node.span, fmt::format(fmt::runtime(words->words), name_of(*operands[0]), name_of(*operands[1])),
         misused ? optional_hint(**optional) : conversion_hint(function, *operands[0], *operands[1]));
}

// An absent value is unknown, so comparing a field with null answers nothing.
bool Checking::report_null_comparison(const Node& node, const std::vector<Node*>& operands) {
  const auto& function = std::get<CallNode>(node.is).function;
  if (function != "_==_" && function != "_!=_") return false;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& other = *operands[1 - i];
    const auto* select = std::get_if<SelectNode>(&other.is);
    const bool is_field = select != nullptr && other.slot >= 0;
    const auto type = type_of(other);
    if (type_of(*operands[i]).kind != Kind::null || (!is_field && type.kind != Kind::entity)) continue;
    const auto test = fmt::format("{}has({})", function == "_==_" ? "!" : "", short_expression_text(other));
    report(Code::compared_with_null, node.span, fmt::format("cannot compare {} with null", name_of(other)),
           is_field ? fmt::format("what is absent is unknown, not null: write {}", test)
                    : std::string("what is absent is unknown, not null"));
    return true;
  }
  return false;
}

// Of `in` and [ ]: what is asked of a text, a list or a map is asked in another way.
std::string Checking::hint_for_place(std::string_view function, const Node& left, const Node& right) const {
  const auto left_type = type_of(left);
  const auto right_type = type_of(right);
  if (function == "@in" && left_type.kind == Kind::string && right_type.kind == Kind::string) {
    return fmt::format("write {}.contains({})", short_expression_text(right), short_expression_text(left));
  }
  if (function == "@in" && left_type.kind == Kind::string && right_type.kind == Kind::list &&
      right_type.parameters[0].kind == Kind::entity &&
      schema().field(right_type.parameters[0].entity, "id") != nullptr) {
    return fmt::format("write {}.exists(x, x.id == {})", short_expression_text(right), short_expression_text(left));
  }
  if (function != "_[_]" && function != "_[?_]") return {};
  if (left_type.kind == Kind::list && right_type.kind == Kind::string) {
    return fmt::format("a position is a whole number, from 0; write {} in {} to look for it",
                       short_expression_text(right), short_expression_text(left));
  }
  if (left_type.kind == Kind::map && left_type.parameters[0].kind == Kind::string && is_number(right_type)) {
    return fmt::format("the keys are texts: write string({})", short_expression_text(right));
  }
  if (left_type.kind == Kind::string && is_number(right_type) && !candidates("charAt", true).empty()) {
    return fmt::format("write {}.charAt({})", short_expression_text(left), short_expression_text(right));
  }
  return {};
}

std::string Checking::conversion_hint(std::string_view function, const Node& left, const Node& right) const {
  const auto left_type = type_of(left);
  const auto right_type = type_of(right);
  if (is_comparison(function) && is_ordering(left) && is_number(right_type)) {
    const auto& middle = *std::get<CallNode>(left.is).arguments[1];
    return fmt::format("write {} && {} {} {}", short_expression_text(left), short_expression_text(middle),
                       function_word(function), short_expression_text(right));
  }
  if (const auto hint = hint_for_place(function, left, right); !hint.empty()) return hint;
  if (function == "@in" || function == "_[_]" || function == "_[?_]") return {};
  for (const bool swapped : {false, true}) {
    const auto& a = swapped ? right : left;
    const auto& b = swapped ? left : right;
    const auto& type = swapped ? right_type : left_type;
    const auto& other = swapped ? left_type : right_type;
    const auto* text = text_literal(b);
    if (text != nullptr && is_number(type) && is_number_text(*text))
      return fmt::format("write {} without quotes", *text);
    if (text != nullptr && type.kind == Kind::boolean && (*text == "true" || *text == "false")) {
      return fmt::format("write {} without quotes", *text);
    }
    if (function == "_+_" && other.kind == Kind::string && has_text(type)) return conversion({Kind::string}, a);
    if (function == "_%_" && type.kind == Kind::real && is_number(other)) {
      return fmt::format("% takes whole numbers: write int({})", short_expression_text(a));
    }
    if (type.kind == Kind::real && (other.kind == Kind::integer || other.kind == Kind::uinteger)) {
      return conversion(type, b);
    }
    if (type.kind == Kind::integer && other.kind == Kind::uinteger) return conversion(type, b);
    if (other.kind == Kind::string && type.kind == Kind::entity && schema().field(type.entity, "id") != nullptr) {
      return fmt::format("write {}.id", short_expression_text(a));
    }
    if (type.kind == Kind::type && text != nullptr) return fmt::format("write {} without quotes", *text);
    const bool is_time = type.kind == Kind::timestamp || type.kind == Kind::duration;
    if (is_time && is_number(other) && (type.kind == Kind::duration || function == "_+_" || function == "_-_")) {
      return fmt::format("write days({})", short_expression_text(b));
    }
    if (type.kind == Kind::duration && text != nullptr) {
      return "write a length of time: days(7), duration(\"1h30m\")";
    }
    if (type.kind == Kind::timestamp && is_number(other) && is_comparison(function)) {
      return "write a day: date(\"2026-03-01\")";
    }
    if (function == "_==_" && type.kind == Kind::list && type.parameters[0].kind == other.kind) {
      return fmt::format("write {} in {}", short_expression_text(b), short_expression_text(a));
    }
    if (text != nullptr && type.kind == Kind::timestamp) {
      const auto* make = candidates("date", false).empty() ? "timestamp" : "date";
      return fmt::format("write {}({})", make, short_expression_text(b));
    }
    if (is_comparison(function) && type.kind == Kind::list && is_number(other)) {
      return fmt::format("write {}.size()", short_expression_text(a));
    }
    if (function == "_+_" && type.kind == Kind::list && other.kind != Kind::list) {
      return fmt::format("write [{}]", short_expression_text(b));
    }
  }
  return {};
}

// The first argument that no form of the function takes; false when each could stand where it does.
bool Checking::report_argument(const CallNode& call, const std::vector<Candidate>& candidates,
                               const std::vector<Node*>& operands) {
  const std::size_t targets = call.target == nullptr ? 0 : 1;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    std::vector<Type> wanted;
    for (const auto& candidate : candidates) wanted.push_back(candidate.arguments[i]);
    const auto type = type_of(*operands[i]);
    const bool taken = std::ranges::any_of(wanted, [&](const Type& parameter) {
      std::map<std::string, Type> names;
      return types_.fits(type, types_.instantiate(parameter, names));
    });
    if (taken) continue;
    const auto words = one_of_types(schema(), wanted);
    const bool is_target = i < targets;
    const bool several = operands.size() - targets > 1;
    const auto place = several ? fmt::format(" as argument {}", i - targets + 1) : std::string();
    const auto all = [&wanted](auto is) { return std::ranges::all_of(wanted, is, &Type::kind); };
    std::string hint;
    const bool misused = type.kind == Kind::optional && all([](Kind kind) { return kind != Kind::optional; });
    if (misused) {
      hint = optional_hint(*operands[i]);
    } else if (all([](Kind kind) { return kind == Kind::optional; })) {
      hint = optional_access(*operands[i]);
    } else if (const auto* text = text_literal(*operands[i]);
               text != nullptr && is_number_text(*text) && std::ranges::all_of(wanted, is_number)) {
      hint = fmt::format("write {} without quotes", *text);
    } else if (is_target && call.function == "contains" && type.kind == Kind::list && operands.size() == 2) {
      hint = fmt::format("write {} in {}", short_expression_text(*operands[1]), short_expression_text(*operands[0]));
    } else if (type.kind == Kind::string && wanted.size() == 1 && wanted[0].kind == Kind::timestamp &&
               text_literal(*operands[i]) != nullptr) {
      hint = fmt::format("write date({})", short_expression_text(*operands[i]));
    } else if (is_number(type) && call.function == "date") {
      hint = "write date(\"2026-03-01\")";
    } else if (is_number(type) && call.function == "duration") {
      hint = fmt::format("write duration(\"{}s\")", short_expression_text(*operands[i]));
    } else if (wanted.size() == 1 && (is_number(type) || (wanted[0].kind == Kind::string && has_text(type)))) {
      hint = conversion(wanted[0], *operands[i]);
    }
    report(misused ? Code::optional_used : Code::types_do_not_fit, operands[i]->span,
           fmt::format("{}() {} {}{}; {} is {}", call.function, is_target ? "is called on" : "takes", words,
                       is_target ? "" : place, short_expression_text(*operands[i]), a_type(schema(), type)),
           std::move(hint));
    return true;
  }
  return false;
}

void Checking::report_no_form(const CallNode& call, const std::vector<Candidate>& candidates,
                              const std::vector<Node*>& operands) {
  const std::size_t targets = call.target == nullptr ? 0 : 1;
  std::string given;
  for (std::size_t i = targets; i < operands.size(); ++i) {
    given += fmt::format("{}{}", i == targets ? "" : ", ", schema().type_name(types_.settle(operands[i]->type)));
  }
  std::string taken;
  for (const auto& candidate : candidates) {
    std::string form;
    std::map<std::string, Type> names;
    std::vector<Type> arguments;
    for (const auto& argument : candidate.arguments) arguments.push_back(types_.instantiate(argument, names));
    if (targets == 1) types_.fits(type_of(*operands[0]), arguments[0]);  // orValue() of an optional(string)
    for (std::size_t i = targets; i < arguments.size(); ++i) {
      const auto type = with_any_value(types_.resolve(arguments[i]));
      form += fmt::format("{}{}", i == targets ? "" : ", ", schema().type_name(type));
    }
    taken += fmt::format("{}({})", taken.empty() ? "" : " or ", form);
  }
  report(Code::types_do_not_fit, call.function_span,
         fmt::format("{}() does not take ({}){}", call.function, given,
                     targets == 0 ? "" : fmt::format(" on {}", a_type(schema(), type_of(*operands[0])))),
         fmt::format("it takes {}", taken));
}

}  // namespace sprintd::lang
