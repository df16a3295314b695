// Conditions that decide nothing: parts that exclude or repeat each other, inside one expression or between two keys.

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lint/condition_facts.h"
#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

using lang::Node;

constexpr std::string_view kAnd = "_&&_";
constexpr std::string_view kOr = "_||_";

bool has_variable(const Node& node) {
  if (std::holds_alternative<lang::NameNode>(node.is)) return true;
  // A named constant may be a switch that its author will turn.
  if (std::holds_alternative<lang::DefinitionNode>(node.is)) return true;
  bool found = false;
  lang::for_each_child(node, [&](const Node& child) { found = found || has_variable(child); });
  return found;
}

class ConditionLints {
 public:
  ConditionLints(const Packs& packs, Diagnostics& found) : packs_(&packs), found_(&found) {}

  // `inside`: the chain whose operand the node is, "" for none.
  void walk(const Node& node, std::string_view inside) {
    if (const auto* definition = std::get_if<lang::DefinitionNode>(&node.is)) {
      const bool plain = definition->parameters.empty();
      lang::for_each_child(node, [&](const Node& child) { walk(child, plain ? inside : std::string_view()); });
      return;
    }
    std::string_view here;
    if (is_call(node, kAnd)) here = kAnd;
    if (is_call(node, kOr)) here = kOr;
    if (!here.empty() && here != inside) look_at_chain(node, here);
    look_at_enumeration(node);
    lang::for_each_child(node, [&](const Node& child) { walk(child, here); });
  }

 private:
  void look_at_chain(const Node& node, std::string_view function) {
    const bool is_and = function == kAnd;
    const auto operands = chain(node, function);
    std::vector<Fact> facts;
    std::set<std::string> texts;
    bool repeated = false;
    for (const auto* operand : operands) {
      // a || b is true always when a and b cannot both be false.
      facts.push_back(fact_of(*operand, !is_and));
      const auto text = lang::expression_text(*operand);
      if (!texts.insert(text).second) {
        repeated = true;
        found_->add(Code::repeated_condition, operand->span,
                    fmt::format("the condition stands twice between {}", is_and ? "&&" : "||"),
                    "one of the two was probably meant to be another one");
      }
      if (!has_variable(*operand)) {
        found_->add(Code::constant_condition, operand->span, "this part of the condition is the same for everything",
                    "compare with a field, or leave it out");
      }
    }
    if (repeated) return;
    const auto pair = find_exclusion(facts);
    if (!pair) return;
    const auto& second = *operands[pair->second];
    auto& fault = is_and ? found_->add(Code::impossible_condition, second.span,
                                       "the two conditions are never true together", "did you mean ||?")
                         : found_->add(Code::inevitable_condition, second.span,
                                       "one of the two conditions is always true", "did you mean &&?");
    fault.notes.push_back({operands[pair->first]->span, "the other one"});
  }

  // The field can have these values alone, and the condition names them all.
  void look_at_enumeration(const Node& node) {
    const auto* call = std::get_if<lang::CallNode>(&node.is);
    if (call == nullptr || call->function != "@in" || call->arguments.size() != 2) return;
    const auto* field = std::get_if<lang::SelectNode>(&call->arguments[0]->is);
    if (field == nullptr || field->operand->type.kind != lang::Type::Kind::entity) return;
    const auto* row = packs_->schema().field(field->operand->type.entity, field->field);
    if (row == nullptr || row->values.empty()) return;
    const auto fact = fact_of(node);
    if (fact.kind != Fact::Kind::among) return;
    std::set<std::string> all;
    for (const auto& value : row->values) all.insert(lang::literal_text(value));
    if (!std::ranges::includes(fact.values, all)) return;
    found_->add(Code::inevitable_condition, node.span,
                fmt::format("the list has every value that {} can have", lang::expression_text(*call->arguments[0])),
                "leave the condition out, or shorten the list");
  }

  const Packs* packs_;
  Diagnostics* found_;
};

// The filter of a declaration (`where`, `items`) beside what it requires (`require`, `allow`).
void lint_pair(const Packs& packs, const Block& block, std::string_view filter, std::string_view wanted,
               std::string_view never, std::string_view always, Diagnostics& found) {
  const auto* applies = packs.tree(block, filter);
  const auto* holds = packs.tree(block, wanted);
  if (applies == nullptr || holds == nullptr) return;
  const auto premises = facts_of(*applies);
  if (follows(*holds, premises)) {
    auto& fault = found.add(Code::filter_repeats_condition, block.find(wanted)->span,
                            fmt::format("'{}' follows from '{}': {} {}", wanted, filter, block.noun(), always));
    fault.notes.push_back({block.find(filter)->span, fmt::format("'{}' stands here", filter)});
  } else if (exclude(premises, facts_of(*holds))) {
    auto& fault =
        found.add(Code::filter_excludes_condition, block.find(wanted)->span,
                  fmt::format("'{}' is never true where '{}' is: {} {}", wanted, filter, block.noun(), never));
    fault.notes.push_back({block.find(filter)->span, fmt::format("'{}' stands here", filter)});
  }
}

}  // namespace

void lint_conditions(const Packs& packs, Diagnostics& found) {
  ConditionLints lints(packs, found);
  for (const auto& [place, expression] : packs.written().trees) lints.walk(*expression.tree, "");
  for (const auto& block : packs.blocks()) {
    lint_pair(packs, block, "where", "require", "fails for whatever it speaks about", "never fails", found);
    lint_pair(packs, block, "items", "allow", "refuses everybody", "refuses nobody", found);
  }
}

}  // namespace sprintd::lint
