// Expressions that say something other than was meant, or something simple in a roundabout way.

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lint/condition_facts.h"
#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

using lang::ComprehensionNode;
using lang::Node;

constexpr auto kRelations = std::to_array<std::string_view>({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"});

std::string text_of(const Node& node) { return lang::short_expression_text(node); }

constexpr std::size_t kLongestAdvice = 120;

std::string whole(const Node& node) { return lang::expression_text(node); }

// How tightly an expression holds together, and how tightly it must where it stands.
enum class Binding : std::uint8_t { loose, relation, tight };

Binding binding_of(const Node& node) {
  const auto* call = std::get_if<lang::CallNode>(&node.is);
  if (call == nullptr) return Binding::tight;
  if (call->function == "_&&_" || call->function == "_||_" || call->function == "_?_:_") return Binding::loose;
  const bool relation =
      call->function == "@in" || std::ranges::find(kRelations, std::string_view(call->function)) != kRelations.end();
  return relation ? Binding::relation : Binding::tight;
}

std::string in_parentheses(std::string text) { return fmt::format("({})", text); }

// As an operand of a relation.
std::string operand_text(const Node& node) {
  return binding_of(node) == Binding::tight ? whole(node) : in_parentheses(whole(node));
}

// As what stands before a dot, or behind !.
std::string target_text(const Node& node) {
  const auto* call = std::get_if<lang::CallNode>(&node.is);
  const bool is_operator = call != nullptr && call->function.find('_') != std::string::npos &&
                           call->target == nullptr &&
                           (call->function.starts_with('_') || call->function.ends_with('_')) &&
                           call->function != "_[_]" && call->function != "_[?_]";
  return is_operator || binding_of(node) != Binding::tight ? in_parentheses(whole(node)) : whole(node);
}

std::string negation_of(const Node& node) { return "!" + target_text(node); }

// An expression and the place it stands in.
struct Place {
  const Node& node;
  Binding needed;
};

// Says what to write instead; not where it would be too long to be read.
void advise(Diagnostics& found, Code lint, const Place& place, std::string message, const std::string& better,
            Binding binding) {
  const bool readable = better.size() <= kLongestAdvice;
  auto& fault =
      found.add(lint, place.node.span, std::move(message), readable ? fmt::format("write {}", better) : std::string());
  fault.rewrite = Rewrite{place.node.span, binding < place.needed ? in_parentheses(better) : better};
}

const bool* boolean_of(const Node& node) {
  const auto* literal = std::get_if<lang::LiteralNode>(&node.is);
  return literal == nullptr ? nullptr : std::get_if<bool>(&literal->value);
}

bool mentions(const Node& node, std::string_view name) {
  if (const auto* used = std::get_if<lang::NameNode>(&node.is)) return used->name == name;
  bool found = false;
  lang::for_each_child(node, [&](const Node& child) { found = found || mentions(child, name); });
  return found;
}

void lint_relation(const Place& place, const lang::CallNode& call, Diagnostics& found) {
  if (std::ranges::find(kRelations, std::string_view(call.function)) == kRelations.end()) return;
  const auto& left = *call.arguments[0];
  const auto& right = *call.arguments[1];
  const bool has_literal = std::holds_alternative<lang::LiteralNode>(looked_through(left).is);
  if (!has_literal && lang::expression_text(left) == lang::expression_text(right)) {
    found.add(Code::self_comparison, place.node.span, fmt::format("{} is compared with itself", text_of(left)),
              "one of the two was probably meant to be another one");
    return;
  }
  const bool is_equality = call.function == "_==_" || call.function == "_!=_";
  const auto* truth = boolean_of(right) != nullptr ? boolean_of(right) : boolean_of(left);
  const auto& other = boolean_of(right) != nullptr ? left : right;
  if (!is_equality || truth == nullptr || other.type.kind != lang::Type::Kind::boolean) return;
  const bool plain = *truth == (call.function == "_==_");
  advise(found, Code::compared_with_boolean, place, fmt::format("{} is a condition already", text_of(other)),
         plain ? whole(other) : negation_of(other), plain ? binding_of(other) : Binding::tight);
}

void lint_negation(const Place& place, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "!_") return;
  const auto* inner = std::get_if<lang::CallNode>(&call.arguments[0]->is);
  if (inner == nullptr) return;
  if (inner->function == "!_") {
    const auto& twice = *inner->arguments[0];
    advise(found, Code::double_negation, place, "two negations cancel each other", whole(twice), binding_of(twice));
  } else if (inner->function == "_==_" || inner->function == "_!=_") {
    advise(found, Code::negated_comparison, place, "a negated comparison is harder to read than the other comparison",
           fmt::format("{} {} {}", operand_text(*inner->arguments[0]),
                       inner->function == "_==_" ? "!=" : "==", operand_text(*inner->arguments[1])),
           Binding::relation);
  }
}

void lint_membership(const Place& place, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "@in") return;
  const auto* list = std::get_if<lang::ListNode>(&call.arguments[1]->is);
  if (list == nullptr) return;
  if (list->elements.empty()) {
    found.add(Code::membership_in_nothing, place.node.span, "nothing is in an empty list: this is always false");
  } else if (list->elements.size() == 1 && !lang::expression_text(*call.arguments[1]).starts_with("[?")) {
    advise(found, Code::membership_in_one, place, "the list has one element",
           fmt::format("{} == {}", operand_text(*call.arguments[0]), operand_text(*list->elements[0])),
           Binding::relation);
  }
}

void lint_list(const lang::ListNode& list, Diagnostics& found) {
  std::set<std::string> seen;
  for (const auto& element : list.elements) {
    if (!std::holds_alternative<lang::LiteralNode>(element->is)) continue;
    const auto text = lang::expression_text(*element);
    if (seen.insert(text).second) continue;
    found.add(Code::repeated_in_list, element->span, fmt::format("the list has {} twice", text));
  }
}

// CEL's matches() looks for the pattern anywhere in the text.
void lint_pattern(const Place& place, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "matches" || call.arguments.empty()) return;
  const auto& pattern = *call.arguments.back();
  const auto* literal = std::get_if<lang::LiteralNode>(&pattern.is);
  const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
  if (text == nullptr || text->empty()) return;
  std::string_view words = *text;
  const bool starts = words.starts_with('^');
  if (starts) words.remove_prefix(1);
  const bool ends = words.ends_with('$');
  if (ends) words.remove_suffix(1);
  if (words.empty() || words.find_first_of("\\^$.|?*+()[]{}") != std::string_view::npos) return;
  const auto& operand = call.target != nullptr ? *call.target : *call.arguments.front();
  const auto plain = lang::literal_text(lang::Literal(std::string(words)));
  std::string better;
  if (starts && ends) {
    better = fmt::format("{} == {}", operand_text(operand), plain);
  } else {
    const auto function = starts ? "startsWith" : ends ? "endsWith" : "contains";
    better = fmt::format("{}.{}({})", target_text(operand), function, plain);
  }
  advise(found, Code::plain_pattern, place, "the pattern is a plain text", better,
         starts && ends ? Binding::relation : Binding::tight);
}

const lang::CallNode* size_call(const Node& node) {
  if (!is_call(node, "size")) return nullptr;
  return &std::get<lang::CallNode>(node.is);
}

std::optional<std::int64_t> whole_number(const Node& node) {
  const auto* literal = std::get_if<lang::LiteralNode>(&looked_through(node).is);
  const auto* whole = literal == nullptr ? nullptr : std::get_if<std::int64_t>(&literal->value);
  return whole == nullptr ? std::nullopt : std::optional(*whole);
}

void lint_size(const Place& place, const lang::CallNode& call, Diagnostics& found) {
  if (call.arguments.size() != 2) return;
  const auto* size = size_call(*call.arguments[0]);
  const auto number = whole_number(*call.arguments[1]);
  if (size == nullptr || !number) return;
  const auto& function = call.function;
  const bool always = function == "_>=_" && *number <= 0;
  const bool never = function == "_<_" && *number <= 0;
  if (always || never) {
    found.add(Code::size_below_zero, place.node.span, fmt::format("a size is never below 0: this is always {}", always),
              always ? "did you mean > 0?" : "did you mean == 0?");
    return;
  }
  const auto* range = size->target != nullptr ? size->target.get() : size->arguments.front().get();
  const auto* filter = std::get_if<ComprehensionNode>(&range->is);
  const bool some = (function == "_>_" && *number == 0) || (function == "_>=_" && *number == 1) ||
                    (function == "_!=_" && *number == 0);
  const bool none = (function == "_==_" && *number == 0) || (function == "_<_" && *number == 1);
  if (filter == nullptr || filter->macro != ComprehensionNode::Macro::filter || !filter->second.name.empty()) return;
  if (!some && !none) return;
  advise(found, Code::counted_to_find, place, "the list is counted to see whether it has any element",
         fmt::format("{}{}.exists({}, {})", none ? "!" : "", target_text(*filter->range), filter->first.name,
                     whole(*filter->condition)),
         Binding::tight);
}

void lint_choice(const Place& place, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "_?_:_") return;
  const auto* yes = boolean_of(*call.arguments[1]);
  const auto* no = boolean_of(*call.arguments[2]);
  if (yes != nullptr && no != nullptr && *yes != *no) {
    const auto& asked = *call.arguments[0];
    advise(found, Code::choice_of_booleans, place, "the choice is the condition itself",
           *yes ? whole(asked) : negation_of(asked), *yes ? binding_of(asked) : Binding::tight);
  } else if (lang::expression_text(*call.arguments[1]) == lang::expression_text(*call.arguments[2])) {
    found.add(Code::choice_of_same, place.node.span, "both choices are the same",
              "one of them was probably meant to be another");
  }
}

void lint_comprehension(const ComprehensionNode& macro, Diagnostics& found) {
  using Macro = ComprehensionNode::Macro;
  const bool asks = macro.macro == Macro::all || macro.macro == Macro::exists || macro.macro == Macro::exists_one ||
                    macro.macro == Macro::filter;
  if (!asks || macro.condition == nullptr || !macro.second.name.empty()) return;
  if (mentions(*macro.condition, macro.first.name)) return;
  found.add(Code::unused_variable, macro.first.span, fmt::format("the condition never looks at '{}'", macro.first.name),
            fmt::format("it is the same for each element of {}", text_of(*macro.range)));
}

void lint_parameters(const lang::DefinitionNode& definition, Diagnostics& found) {
  for (const auto& parameter : definition.parameters) {
    if (definition.body == nullptr || mentions(*definition.body, parameter)) continue;
    found.add(Code::unused_parameter, definition.body->span,
              fmt::format("'{}' never looks at its parameter '{}'", definition.name, parameter),
              "use it, or take it away here and in the uses");
  }
}

// What an operand of this call must be to need no parentheses.
Binding needed_inside(const Node& node) {
  const auto* call = std::get_if<lang::CallNode>(&node.is);
  if (call == nullptr) return std::holds_alternative<lang::SelectNode>(node.is) ? Binding::tight : Binding::loose;
  return call->function == "_&&_" || call->function == "_||_" ? Binding::relation : Binding::tight;
}

void walk(const Place& place, Diagnostics& found) {
  const auto& node = place.node;
  if (const auto* call = std::get_if<lang::CallNode>(&node.is)) {
    if (call->target == nullptr && call->arguments.size() == 2) {
      lint_relation(place, *call, found);
      lint_membership(place, *call, found);
      lint_size(place, *call, found);
    }
    lint_negation(place, *call, found);
    lint_pattern(place, *call, found);
    lint_choice(place, *call, found);
  } else if (const auto* list = std::get_if<lang::ListNode>(&node.is)) {
    lint_list(*list, found);
  } else if (const auto* macro = std::get_if<ComprehensionNode>(&node.is)) {
    lint_comprehension(*macro, found);
  } else if (const auto* definition = std::get_if<lang::DefinitionNode>(&node.is)) {
    lint_parameters(*definition, found);
  }
  const auto needed = needed_inside(node);
  lang::for_each_child(node, [&](const Node& child) { walk({child, needed}, found); });
}

}  // namespace

void lint_expressions(const Packs& packs, Diagnostics& found) {
  for (const auto& [place, expression] : packs.written().trees) walk({*expression.tree, Binding::loose}, found);
}

}  // namespace sprintd::lint
