#include "rules/lint/condition_facts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "rules/lang/ast_text.h"

namespace sprintd::lint {
namespace {

using lang::Node;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const lang::Literal* literal_of(const Node& node) {
  const auto* literal = std::get_if<lang::LiteralNode>(&looked_through(node).is);
  return literal == nullptr ? nullptr : &literal->value;
}

std::optional<double> number_of(const Node& node) {
  const auto& through = looked_through(node);
  if (is_call(through, "-_")) {
    const auto& call = std::get<lang::CallNode>(through.is);
    const auto number = number_of(*call.arguments.front());
    return number ? std::optional(-*number) : std::nullopt;
  }
  const auto* literal = literal_of(through);
  if (literal == nullptr) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(literal)) return static_cast<double>(*whole);
  if (const auto* whole = std::get_if<lang::UintLiteral>(literal)) return static_cast<double>(whole->value);
  if (const auto* real = std::get_if<double>(literal)) return *real;
  return std::nullopt;
}

std::optional<std::string> word_of(const Node& node) {
  const auto* literal = literal_of(node);
  if (literal == nullptr || !std::holds_alternative<std::string>(*literal)) return std::nullopt;
  return lang::literal_text(*literal);
}

std::optional<std::set<std::string>> words_of(const Node& node) {
  const auto* list = std::get_if<lang::ListNode>(&looked_through(node).is);
  if (list == nullptr) return std::nullopt;
  std::set<std::string> words;
  for (const auto& element : list->elements) {
    const auto word = word_of(*element);
    if (!word) return std::nullopt;
    words.insert(*word);
  }
  return words;
}

Fact among(const Node& operand, std::set<std::string> values, bool negated) {
  return {.kind = negated ? Fact::Kind::not_among : Fact::Kind::among,
          .operand = lang::expression_text(operand),
          .values = std::move(values)};
}

struct Comparison {
  std::string_view function, turned, negation;
};
constexpr auto kComparisons = std::to_array<Comparison>({{"_<_", "_>_", "_>=_"},
                                                         {"_<=_", "_>=_", "_>_"},
                                                         {"_>_", "_<_", "_<=_"},
                                                         {"_>=_", "_<=_", "_<_"},
                                                         {"_==_", "_==_", ""}});

std::optional<Fact> range_of(std::string_view function, const Node& operand, double bound) {
  Fact fact{.kind = Fact::Kind::range, .operand = lang::expression_text(operand), .low = -kInfinity, .high = kInfinity};
  if (function == "_==_" || function == "_>_" || function == "_>=_") {
    fact.low = bound;
    fact.low_closed = function != "_>_";
  }
  if (function == "_==_" || function == "_<_" || function == "_<=_") {
    fact.high = bound;
    fact.high_closed = function != "_<_";
  }
  return fact;
}

std::optional<Fact> comparison_with_number(const lang::CallNode& call, bool negated) {
  const auto row = std::ranges::find(kComparisons, std::string_view(call.function), &Comparison::function);
  if (row == kComparisons.end() || call.arguments.size() != 2) return std::nullopt;
  const auto right = number_of(*call.arguments[1]);
  const auto left = number_of(*call.arguments[0]);
  if (right.has_value() == left.has_value()) return std::nullopt;
  auto function = right ? row->function : row->turned;
  if (negated) {
    const auto turned = std::ranges::find(kComparisons, function, &Comparison::function);
    function = turned->negation;
  }
  if (function.empty()) return std::nullopt;
  return range_of(function, *call.arguments[right ? 0 : 1], right ? *right : *left);
}

std::optional<Fact> comparison(const Node& node, bool negated) {
  const auto* call = std::get_if<lang::CallNode>(&node.is);
  if (call == nullptr || call->target != nullptr || call->arguments.size() != 2) return std::nullopt;
  const auto& [left, right] = std::tie(*call->arguments[0], *call->arguments[1]);
  if (call->function == "@in") {
    if (auto words = words_of(right)) return among(left, std::move(*words), negated);
    return std::nullopt;
  }
  if (call->function == "_==_" || call->function == "_!=_") {
    const bool unequal = (call->function == "_!=_") != negated;
    if (auto word = word_of(right)) return among(left, {std::move(*word)}, unequal);
    if (auto word = word_of(left)) return among(right, {std::move(*word)}, unequal);
  }
  return comparison_with_number(*call, negated);
}

bool apart(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::none_of(a, [&](const auto& value) { return b.contains(value); });
}

}  // namespace

const Node& looked_through(const Node& node) {
  const auto* definition = std::get_if<lang::DefinitionNode>(&node.is);
  if (definition == nullptr || !definition->parameters.empty() || definition->body == nullptr) return node;
  return looked_through(*definition->body);
}

bool is_call(const Node& node, std::string_view function) {
  const auto* call = std::get_if<lang::CallNode>(&node.is);
  return call != nullptr && call->function == function;
}

std::vector<const Node*> chain(const Node& node, std::string_view function) {
  const auto& through = looked_through(node);
  if (!is_call(through, function)) return {&node};
  std::vector<const Node*> operands;
  for (const auto& argument : std::get<lang::CallNode>(through.is).arguments) {
    std::ranges::copy(chain(*argument, function), std::back_inserter(operands));
  }
  return operands;
}

Fact fact_of(const Node& condition, bool negated) {
  const auto& through = looked_through(condition);
  if (is_call(through, "!_")) return fact_of(*std::get<lang::CallNode>(through.is).arguments.front(), !negated);
  if (auto compared = comparison(through, negated)) return std::move(*compared);
  if (is_call(through, "_!=_")) {
    // a != b and !(a == b) are one condition.
    auto text = lang::expression_text(through);
    const auto& call = std::get<lang::CallNode>(through.is);
    text = lang::expression_text(*call.arguments[0]) + " == " + lang::expression_text(*call.arguments[1]);
    return {.kind = negated ? Fact::Kind::holds : Fact::Kind::fails, .operand = std::move(text)};
  }
  return {.kind = negated ? Fact::Kind::fails : Fact::Kind::holds, .operand = lang::expression_text(through)};
}

std::vector<Fact> facts_of(const Node& condition) {
  std::vector<Fact> facts;
  for (const auto* conjunct : chain(condition, "_&&_")) facts.push_back(fact_of(*conjunct));
  return facts;
}

bool exclude(const Fact& a, const Fact& b) {
  using Kind = Fact::Kind;
  if (a.operand != b.operand) return false;
  if (a.kind > b.kind) return exclude(b, a);
  if (a.kind == Kind::among && b.kind == Kind::among) return apart(a.values, b.values);
  if (a.kind == Kind::among && b.kind == Kind::not_among) return std::ranges::includes(b.values, a.values);
  if (a.kind == Kind::range && b.kind == Kind::range) {
    const auto ends_before = [](const Fact& x, const Fact& y) {
      return x.high < y.low || (x.high == y.low && !(x.high_closed && y.low_closed));
    };
    return ends_before(a, b) || ends_before(b, a);
  }
  return a.kind == Kind::holds && b.kind == Kind::fails;
}

bool follows(const Fact& conclusion, const Fact& premise) {
  using Kind = Fact::Kind;
  if (conclusion.operand != premise.operand) return false;
  if (conclusion.kind == Kind::among) {
    return premise.kind == Kind::among && std::ranges::includes(conclusion.values, premise.values);
  }
  if (conclusion.kind == Kind::not_among) {
    if (premise.kind == Kind::among) return apart(conclusion.values, premise.values);
    return premise.kind == Kind::not_among && std::ranges::includes(premise.values, conclusion.values);
  }
  if (conclusion.kind == Kind::range) {
    if (premise.kind != Kind::range) return false;
    const auto& c = conclusion;
    const auto& p = premise;
    const bool above = p.low > c.low || (p.low == c.low && (c.low_closed || !p.low_closed));
    const bool below = p.high < c.high || (p.high == c.high && (c.high_closed || !p.high_closed));
    return above && below;
  }
  return conclusion.kind == premise.kind;
}

bool follows(const Node& condition, const std::vector<Fact>& premises) {
  const auto conjuncts = chain(condition, "_&&_");
  if (conjuncts.size() > 1) {
    return std::ranges::all_of(conjuncts, [&](const auto* one) { return follows(*one, premises); });
  }
  const auto disjuncts = chain(condition, "_||_");
  if (disjuncts.size() > 1 &&
      std::ranges::any_of(disjuncts, [&](const auto* one) { return follows(*one, premises); })) {
    return true;
  }
  const auto fact = fact_of(condition);
  return std::ranges::any_of(premises, [&](const Fact& premise) { return follows(fact, premise); });
}

bool follows(const std::vector<std::vector<Fact>>& cases, const std::vector<Fact>& premises) {
  return std::ranges::any_of(cases, [&](const std::vector<Fact>& facts) {
    return std::ranges::all_of(facts, [&](const Fact& fact) {
      return std::ranges::any_of(premises, [&](const Fact& premise) { return follows(fact, premise); });
    });
  });
}

std::optional<std::pair<std::size_t, std::size_t>> find_exclusion(const std::vector<Fact>& facts) {
  for (std::size_t later = 1; later < facts.size(); ++later) {
    for (std::size_t first = 0; first < later; ++first) {
      if (exclude(facts[first], facts[later])) return std::pair(first, later);
    }
  }
  return std::nullopt;
}

bool exclude(const std::vector<Fact>& a, const std::vector<Fact>& b) {
  return std::ranges::any_of(a, [&](const Fact& one) {
    return std::ranges::any_of(b, [&](const Fact& other) { return exclude(one, other); });
  });
}

}  // namespace sprintd::lint
