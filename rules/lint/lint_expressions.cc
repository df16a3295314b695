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

// What to write instead; nothing where it would be too long to be read.
std::string advice(const std::string& better) {
  return better.size() > kLongestAdvice ? std::string() : fmt::format("write {}", better);
}

std::string whole(const Node& node) { return lang::expression_text(node); }

std::string negation_of(const Node& node) {
  const auto text = whole(node);
  return text.find(' ') == std::string::npos ? "!" + text : fmt::format("!({})", text);
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

void lint_relation(const Node& node, const lang::CallNode& call, Diagnostics& found) {
  if (std::ranges::find(kRelations, std::string_view(call.function)) == kRelations.end()) return;
  const auto& left = *call.arguments[0];
  const auto& right = *call.arguments[1];
  const bool has_literal = std::holds_alternative<lang::LiteralNode>(looked_through(left).is);
  if (!has_literal && lang::expression_text(left) == lang::expression_text(right)) {
    found.add(Code::self_comparison, node.span, fmt::format("{} is compared with itself", text_of(left)),
              "one of the two was probably meant to be another one");
    return;
  }
  const bool is_equality = call.function == "_==_" || call.function == "_!=_";
  const auto* truth = boolean_of(right) != nullptr ? boolean_of(right) : boolean_of(left);
  const auto& other = boolean_of(right) != nullptr ? left : right;
  if (!is_equality || truth == nullptr || other.type.kind != lang::Type::Kind::boolean) return;
  const bool plain = *truth == (call.function == "_==_");
  found.add(Code::compared_with_boolean, node.span, fmt::format("{} is a condition already", text_of(other)),
            advice(plain ? whole(other) : negation_of(other)));
}

void lint_negation(const Node& node, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "!_") return;
  const auto* inner = std::get_if<lang::CallNode>(&call.arguments[0]->is);
  if (inner == nullptr) return;
  if (inner->function == "!_") {
    found.add(Code::double_negation, node.span, "two negations cancel each other", advice(whole(*inner->arguments[0])));
  } else if (inner->function == "_==_" || inner->function == "_!=_") {
    found.add(Code::negated_comparison, node.span, "a negated comparison is harder to read than the other comparison",
              advice(fmt::format("{} {} {}", whole(*inner->arguments[0]),
                                 inner->function == "_==_" ? "!=" : "==", whole(*inner->arguments[1]))));
  }
}

void lint_membership(const Node& node, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "@in") return;
  const auto* list = std::get_if<lang::ListNode>(&call.arguments[1]->is);
  if (list == nullptr) return;
  if (list->elements.empty()) {
    found.add(Code::membership_in_nothing, node.span, "nothing is in an empty list: this is always false");
  } else if (list->elements.size() == 1 && !lang::expression_text(*call.arguments[1]).starts_with("[?")) {
    found.add(Code::membership_in_one, node.span, "the list has one element",
              advice(fmt::format("{} == {}", whole(*call.arguments[0]), whole(*list->elements[0]))));
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
void lint_pattern(const Node& node, const lang::CallNode& call, Diagnostics& found) {
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
    better = fmt::format("{} == {}", whole(operand), plain);
  } else {
    const auto function = starts ? "startsWith" : ends ? "endsWith" : "contains";
    better = fmt::format("{}.{}({})", whole(operand), function, plain);
  }
  found.add(Code::plain_pattern, node.span, "the pattern is a plain text", advice(better));
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

void lint_size(const Node& node, const lang::CallNode& call, Diagnostics& found) {
  if (call.arguments.size() != 2) return;
  const auto* size = size_call(*call.arguments[0]);
  const auto number = whole_number(*call.arguments[1]);
  if (size == nullptr || !number) return;
  const auto& function = call.function;
  const bool always = function == "_>=_" && *number <= 0;
  const bool never = function == "_<_" && *number <= 0;
  if (always || never) {
    found.add(Code::size_below_zero, node.span, fmt::format("a size is never below 0: this is always {}", always),
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
  found.add(Code::counted_to_find, node.span, "the list is counted to see whether it has any element",
            advice(fmt::format("{}{}.exists({}, {})", none ? "!" : "", whole(*filter->range), filter->first.name,
                               whole(*filter->condition))));
}

void lint_choice(const Node& node, const lang::CallNode& call, Diagnostics& found) {
  if (call.function != "_?_:_") return;
  const auto* yes = boolean_of(*call.arguments[1]);
  const auto* no = boolean_of(*call.arguments[2]);
  if (yes != nullptr && no != nullptr && *yes != *no) {
    found.add(Code::choice_of_booleans, node.span, "the choice is the condition itself",
              advice(*yes ? whole(*call.arguments[0]) : negation_of(*call.arguments[0])));
  } else if (lang::expression_text(*call.arguments[1]) == lang::expression_text(*call.arguments[2])) {
    found.add(Code::choice_of_same, node.span, "both choices are the same",
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

void walk(const Node& node, Diagnostics& found) {
  if (const auto* call = std::get_if<lang::CallNode>(&node.is)) {
    if (call->target == nullptr && call->arguments.size() == 2) {
      lint_relation(node, *call, found);
      lint_membership(node, *call, found);
      lint_size(node, *call, found);
    }
    lint_negation(node, *call, found);
    lint_pattern(node, *call, found);
    lint_choice(node, *call, found);
  } else if (const auto* list = std::get_if<lang::ListNode>(&node.is)) {
    lint_list(*list, found);
  } else if (const auto* macro = std::get_if<ComprehensionNode>(&node.is)) {
    lint_comprehension(*macro, found);
  } else if (const auto* definition = std::get_if<lang::DefinitionNode>(&node.is)) {
    lint_parameters(*definition, found);
  }
  lang::for_each_child(node, [&](const Node& child) { walk(child, found); });
}

}  // namespace

void lint_expressions(const Packs& packs, Diagnostics& found) {
  for (const auto& [place, expression] : packs.written().trees) walk(*expression.tree, found);
}

}  // namespace sprintd::lint
