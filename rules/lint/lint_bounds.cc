// Limits whose bounds nobody can break, or nobody can keep.

#include <fmt/format.h>
#include <optional>
#include <string>

#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lint/condition_facts.h"
#include "rules/lint/lints.h"
#include "rules/ruleset/expressions.h"

namespace sprintd::lint {
namespace {

using lang::Node;

// A sum of counts, sizes and fields; backlogs have no negative estimates.
bool is_never_negative(const Node& node) {
  if (is_call(node, "-_") || is_call(node, "_-_")) return false;
  if (const auto* literal = std::get_if<lang::LiteralNode>(&node.is)) {
    if (const auto* whole = std::get_if<std::int64_t>(&literal->value)) return *whole >= 0;
    if (const auto* real = std::get_if<double>(&literal->value)) return *real >= 0;
    return true;
  }
  bool all = true;
  lang::for_each_child(node, [&](const Node& child) { all = all && is_never_negative(child); });
  return all;
}

const lang::Program* program_of(const Packs& packs, const yaml::Node* scalar) {
  if (scalar == nullptr) return nullptr;
  const auto* expression = packs.written().trees.find(*scalar);
  return expression == nullptr ? nullptr : &expression->program;
}

std::optional<double> constant(const Packs& packs, const yaml::Node* scalar) {
  const auto* program = program_of(packs, scalar);
  return program == nullptr ? std::nullopt : ruleset::constant_number(*program);
}

// 0.3 * sprint.committed
struct Share {
  double factor = 1;
  std::string of;
};

std::optional<double> literal_number(const Node& node) {
  const auto* literal = std::get_if<lang::LiteralNode>(&looked_through(node).is);
  if (literal == nullptr) return std::nullopt;
  if (const auto* real = std::get_if<double>(&literal->value)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&literal->value)) return static_cast<double>(*whole);
  return std::nullopt;
}

std::optional<Share> share_of(const Node* node) {
  if (node == nullptr) return std::nullopt;
  const auto& through = looked_through(*node);
  if (is_call(through, "_*_")) {
    const auto& call = std::get<lang::CallNode>(through.is);
    const auto left = literal_number(*call.arguments[0]);
    const auto right = literal_number(*call.arguments[1]);
    if (left.has_value() != right.has_value()) {
      return Share{left ? *left : *right, lang::expression_text(*call.arguments[left ? 1 : 0])};
    }
  }
  return Share{1, lang::expression_text(through)};
}

}  // namespace

void lint_bounds(const Packs& packs, Diagnostics& found) {
  for (const auto& block : packs.blocks()) {
    if (block.limit == nullptr) continue;
    const auto* at_most = block.find("at_most");
    const auto* at_least = block.find("at_least");
    const auto* sum = packs.tree(block, "sum");
    const auto most = constant(packs, at_most);
    const auto least = constant(packs, at_least);
    const bool counts_up = sum != nullptr && is_never_negative(*sum);
    if (counts_up && most && *most < 0) {
      found.add(Code::limit_never_met, at_most->span,
                fmt::format("no sum can keep {}: it is never below 0", block.noun()), "'at_most' is 0 or more");
    }
    if (counts_up && least && *least <= 0) {
      found.add(Code::idle_bound, at_least->span,
                fmt::format("'at_least' of {} is kept by every sum: none is below 0", block.noun()),
                "write a number above 0, or leave it out");
    }
    const auto share_most = share_of(packs.tree(block, "at_most"));
    const auto share_least = share_of(packs.tree(block, "at_least"));
    if (!share_most || !share_least || (most && least)) continue;
    if (share_most->of == share_least->of && share_least->factor > share_most->factor) {
      auto& fault = found.add(Code::limit_never_met, at_least->span,
                              fmt::format("{} asks for at least {} and at most {} times {}", block.noun(),
                                          share_least->factor, share_most->factor, share_most->of));
      fault.notes.push_back({at_most->span, "the upper bound"});
    }
  }
}

}  // namespace sprintd::lint
