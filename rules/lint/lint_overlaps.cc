// Declarations and queues that get in each other's way: the second says what the first has said, or the opposite.

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

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

bool comparable(const Node* a, std::uint32_t pack_a, const Node* b, std::uint32_t pack_b) {
  return pack_a == pack_b || ((a == nullptr || !uses_definition(*a)) && (b == nullptr || !uses_definition(*b)));
}

std::string key_text(const Packs& packs, const Block& block, std::string_view key) {
  if (const auto* tree = packs.tree(block, key)) return lang::expression_text(*tree);
  const auto* node = block.find(key);
  return node == nullptr || !node->is_scalar() ? std::string() : node->text;
}

constexpr auto kMeaning = std::to_array<std::string_view>(
    {"action", "for", "over", "where", "items", "require", "allow", "sum", "at_most", "at_least"});

bool same_meaning(const Packs& packs, const Block& a, const Block& b) {
  return a.section == b.section && std::ranges::all_of(kMeaning, [&](std::string_view key) {
           return key_text(packs, a, key) == key_text(packs, b, key) &&
                  comparable(packs.tree(a, key), a.pack, packs.tree(b, key), b.pack);
         });
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

bool lint_repeated(const Packs& packs, const Block& first, const Block& second, Diagnostics& found) {
  if (!same_meaning(packs, first, second)) return false;
  auto& fault = found.add(Code::repeated_declaration, second.declaration->span,
                          fmt::format("{} says the same as '{}'", second.noun(), first.declaration->qualified_id),
                          "leave one of them out");
  fault.notes.push_back({first.declaration->span, "the other one"});
  return true;
}

// Everybody who may do it must be allowed by all authorities that speak about the item.
void lint_conflict(const Packs& packs, const Block& first, const Block& second, Diagnostics& found) {
  if (first.authority == nullptr || second.authority == nullptr) return;
  if (first.authority->action != second.authority->action) return;
  const auto* allow = packs.tree(first, "allow");
  const auto* other_allow = packs.tree(second, "allow");
  const auto* items = packs.tree(first, "items");
  const auto* other_items = packs.tree(second, "items");
  if (allow == nullptr || other_allow == nullptr) return;
  if (!comparable(allow, first.pack, other_allow, second.pack) ||
      !comparable(items, first.pack, other_items, second.pack)) {
    return;
  }
  auto facts = items == nullptr ? std::vector<Fact>() : facts_of(*items);
  auto other_facts = other_items == nullptr ? std::vector<Fact>() : facts_of(*other_items);
  if (exclude(facts, other_facts)) return;
  if (!exclude(facts_of(*allow), facts_of(*other_allow))) return;
  auto& fault = found.add(
      Code::authorities_in_conflict, second.find("allow")->span,
      fmt::format("nobody can be allowed by both {} and '{}'", second.noun(), first.declaration->qualified_id),
      "all authorities that speak about an item must allow it: tell them apart by 'items'");
  fault.notes.push_back({first.find("allow")->span, "the other one"});
}

struct WrittenQueue {
  const yaml::Entry* entry;
  const Node* tree;
  std::uint32_t pack;
};

std::vector<WrittenQueue> queues_of(const Packs& packs) {
  std::vector<WrittenQueue> queues;
  for (std::uint32_t pack = 0; pack < packs.rules().packs.size(); ++pack) {
    const auto* section = packs.root(pack, "queues");
    if (section == nullptr) continue;
    for (const auto& entry : section->entries) {
      if (const auto* tree = packs.tree(&entry.value)) queues.push_back({&entry, tree, pack});
    }
  }
  return queues;
}

bool is_always_true(const Node& node) {
  const auto* literal = std::get_if<lang::LiteralNode>(&looked_through(node).is);
  const auto* truth = literal == nullptr ? nullptr : std::get_if<bool>(&literal->value);
  return truth != nullptr && *truth;
}

bool takes_all_of(const Node& first, const Node& second) {
  if (is_always_true(first)) return true;
  const auto cases = chain(second, "_||_");
  return std::ranges::all_of(cases, [&](const Node* one) { return follows(first, facts_of(*one)); });
}

void lint_queues(const Packs& packs, Diagnostics& found) {
  const auto queues = queues_of(packs);
  for (std::size_t later = 1; later < queues.size(); ++later) {
    const auto& queue = queues[later];
    const auto taker = std::find_if(
        queues.begin(), queues.begin() + static_cast<std::ptrdiff_t>(later), [&](const WrittenQueue& first) {
          return comparable(first.tree, first.pack, queue.tree, queue.pack) && takes_all_of(*first.tree, *queue.tree);
        });
    if (taker == queues.begin() + static_cast<std::ptrdiff_t>(later)) continue;
    auto& fault = found.add(Code::unreachable_queue, queue.entry->key.span,
                            fmt::format("the queue '{}' stays empty: '{}' before it takes whatever it matches",
                                        queue.entry->key.text, taker->entry->key.text),
                            "an item is in the first queue that matches");
    fault.notes.push_back({taker->entry->key.span, "the queue before it"});
  }
}

}  // namespace

void lint_overlaps(const Packs& packs, Diagnostics& found) {
  const auto& blocks = packs.blocks();
  for (std::size_t later = 1; later < blocks.size(); ++later) {
    bool repeated = false;
    for (std::size_t first = 0; first < later; ++first) {
      if (!in_force_together(blocks[first], blocks[later])) continue;
      repeated = repeated || lint_repeated(packs, blocks[first], blocks[later], found);
      lint_conflict(packs, blocks[first], blocks[later], found);
    }
  }
  lint_queues(packs, found);
}

}  // namespace sprintd::lint
