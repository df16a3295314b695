// Declarations and queues that get in each other's way: the second says what the first has said, or the opposite.

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <span>
#include <utility>

#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lint/condition_facts.h"
#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

using lang::Node;

// Definitions of two packs may have one name and differ.
bool uses_definition(const Node& node) {
  if (std::holds_alternative<lang::DefinitionNode>(node.is)) return true;
  bool found = false;
  lang::for_each_child(node, [&](const Node& child) { found = found || uses_definition(child); });
  return found;
}

constexpr auto kMeaning = std::to_array<std::string_view>(
    {"action", "for", "over", "where", "items", "require", "allow", "sum", "at_most", "at_least"});

// A declaration with what is asked about it again and again.
struct Known {
  const Block* block;
  std::string meaning;      // the same text for two that say the same
  bool own_words = false;   // it uses definitions of its pack
  std::vector<Fact> items;  // authorities: what the two conditions say
  std::vector<Fact> allows;
};

std::string key_text(const Packs& packs, const Block& block, std::string_view key) {
  if (const auto* tree = packs.tree(block, key)) return lang::expression_text(*tree);
  const auto* node = block.find(key);
  return node == nullptr || !node->is_scalar() ? std::string() : node->text;
}

Known known(const Packs& packs, const Block& block) {
  Known result{
      .block = &block, .meaning = fmt::format("{}", static_cast<int>(block.section)), .items = {}, .allows = {}};
  for (const auto key : kMeaning) {
    result.meaning += fmt::format("\n{}: {}", key, key_text(packs, block, key));
    const auto* tree = packs.tree(block, key);
    result.own_words = result.own_words || (tree != nullptr && uses_definition(*tree));
  }
  if (block.authority == nullptr) return result;
  if (const auto* items = packs.tree(block, "items")) result.items = facts_of(*items);
  if (const auto* allow = packs.tree(block, "allow")) result.allows = facts_of(*allow);
  return result;
}

bool comparable(const Known& a, const Known& b) {
  return a.block->pack == b.block->pack || (!a.own_words && !b.own_words);
}

// Days of the organisation, or instants: compared as days of UTC, which is near enough for advice.
Instant start_of(const ruleset::Effective& effective) {
  constexpr auto kEver = static_cast<Instant>(std::numeric_limits<std::int64_t>::min());
  return effective.from.empty() ? kEver : parse_instant(effective.from, TimeZone()).value_or(kEver);
}
Instant end_of(const ruleset::Effective& effective) {
  constexpr auto kEver = static_cast<Instant>(std::numeric_limits<std::int64_t>::max());
  return effective.until.empty() ? kEver : parse_instant(effective.until, TimeZone(), DayEdge::last).value_or(kEver);
}

bool in_force_together(const Block& a, const Block& b) {
  const auto& first = a.declaration->effective;
  const auto& second = b.declaration->effective;
  return start_of(first) <= end_of(second) && start_of(second) <= end_of(first);
}

void lint_repeated(const std::vector<Known>& all, Diagnostics& found) {
  std::map<std::string_view, std::vector<const Known*>> by_meaning;
  for (const auto& later : all) {
    auto& same = by_meaning[later.meaning];
    const auto first = std::ranges::find_if(same, [&](const Known* one) {
      return comparable(*one, later) && in_force_together(*one->block, *later.block);
    });
    if (first != same.end()) {
      const auto& other = *(*first)->block->declaration;
      auto& fault = found.add(Code::repeated_declaration, later.block->declaration->span,
                              fmt::format("{} says the same as '{}'", later.block->noun(), other.qualified_id),
                              "leave one of them out");
      fault.notes.push_back({other.span, "the other one"});
    }
    same.push_back(&later);
  }
}

// Everybody who may do it must be allowed by all authorities that speak about the item.
bool conflict(const Known& first, const Known& second) {
  return comparable(first, second) && in_force_together(*first.block, *second.block) &&
         exclude(first.allows, second.allows) && !exclude(first.items, second.items);
}

void lint_conflicts(const std::vector<Known>& all, Diagnostics& found) {
  std::map<std::string_view, std::vector<const Known*>> by_action;
  for (const auto& later : all) {
    if (later.block->authority == nullptr) continue;
    auto& same = by_action[later.block->authority->action];
    for (const auto* first : same) {
      if (!conflict(*first, later)) continue;
      auto& fault = found.add(Code::authorities_in_conflict, later.block->find("allow")->span,
                              fmt::format("nobody can be allowed by both {} and '{}'", later.block->noun(),
                                          first->block->declaration->qualified_id),
                              "all authorities that speak about an item must allow it: tell them apart by 'items'");
      fault.notes.push_back({first->block->find("allow")->span, "the other one"});
      break;
    }
    same.push_back(&later);
  }
}

struct WrittenQueue {
  const yaml::Entry* entry;
  const Node* tree;
  std::uint32_t pack;
  bool own_words;
  std::vector<std::vector<Fact>> cases;  // what each of the operands of || says
};

std::vector<WrittenQueue> queues_of(const Packs& packs) {
  std::vector<WrittenQueue> queues;
  for (std::uint32_t pack = 0; pack < packs.rules().packs.size(); ++pack) {
    const auto* section = packs.root(pack, "queues");
    if (section == nullptr) continue;
    for (const auto& entry : section->entries) {
      const auto* tree = packs.tree(&entry.value);
      if (tree == nullptr) continue;
      WrittenQueue queue{.entry = &entry, .tree = tree, .pack = pack, .own_words = uses_definition(*tree), .cases = {}};
      for (const auto* one : chain(*tree, "_||_")) queue.cases.push_back(facts_of(*one));
      queues.push_back(std::move(queue));
    }
  }
  return queues;
}

bool is_always_true(const Node& node) {
  const auto* literal = std::get_if<lang::LiteralNode>(&looked_through(node).is);
  const auto* truth = literal == nullptr ? nullptr : std::get_if<bool>(&literal->value);
  return truth != nullptr && *truth;
}

bool takes_all_of(const WrittenQueue& first, const WrittenQueue& second) {
  if (is_always_true(*first.tree)) return true;
  if (first.pack != second.pack && (first.own_words || second.own_words)) return false;
  return std::ranges::all_of(second.cases, [&](const auto& facts) { return follows(first.cases, facts); });
}

void lint_queues(const Packs& packs, Diagnostics& found) {
  const auto queues = queues_of(packs);
  for (std::size_t later = 1; later < queues.size(); ++later) {
    const auto& queue = queues[later];
    const auto before = std::span(queues).first(later);
    const auto taker = std::ranges::find_if(before, [&](const auto& first) { return takes_all_of(first, queue); });
    if (taker == before.end()) continue;
    auto& fault = found.add(Code::unreachable_queue, queue.entry->key.span,
                            fmt::format("the queue '{}' stays empty: '{}' before it takes whatever it matches",
                                        queue.entry->key.text, taker->entry->key.text),
                            "an item is in the first queue that matches");
    fault.notes.push_back({taker->entry->key.span, "the queue before it"});
  }
}

}  // namespace

void lint_overlaps(const Packs& packs, Diagnostics& found) {
  std::vector<Known> all;
  for (const auto& block : packs.blocks()) all.push_back(known(packs, block));
  lint_repeated(all, found);
  lint_conflicts(all, found);
  lint_queues(packs, found);
}

}  // namespace sprintd::lint
