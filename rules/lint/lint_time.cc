// Windows of rules: gaps between them, and those that are over.

#include <algorithm>
#include <fmt/format.h>

#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

// What the rule is about, as far as packs say it: a later one of the same clause, kind and subject takes its place.
bool succeeds(const Block& first, const Block& second) {
  if (first.section != second.section || first.pack != second.pack) return false;
  if (first.declaration->because.empty() || first.declaration->because != second.declaration->because) return false;
  if (first.rule != nullptr) return first.rule->subject == second.rule->subject;
  if (first.limit != nullptr) return first.limit->subject == second.limit->subject;
  return first.authority->action == second.authority->action;
}

std::optional<Instant> day(const std::string& text, DayEdge edge) {
  return text.empty() ? std::nullopt : parse_instant(text, TimeZone(), edge);
}

// The window of `block` ends before any other of its kind begins, and one begins later.
void lint_gap(const Packs& packs, const Block& block, Diagnostics& found) {
  const auto end = day(block.declaration->effective.until, DayEdge::last);
  if (!end) return;
  const Block* next = nullptr;
  std::optional<Instant> start;
  for (const auto& other : packs.blocks()) {
    if (&other == &block || !succeeds(block, other)) continue;
    const auto from = day(other.declaration->effective.from, DayEdge::first);
    const auto until = day(other.declaration->effective.until, DayEdge::last);
    if (until && *until <= *end) continue;
    // In force when the block ends, or from the next instant on.
    if (!from || static_cast<std::int64_t>(*from) <= static_cast<std::int64_t>(*end) + 1) return;
    if (!start || *from < *start) {
      start = from;
      next = &other;
    }
  }
  if (next == nullptr) return;
  auto& fault =
      found.add(Code::gap_in_time, block.find("effective")->find("until")->span,
                fmt::format("between {} and '{}', which says clause '{}' from {} on, nothing says it", block.noun(),
                            next->declaration->id, block.declaration->because, next->declaration->effective.from));
  fault.notes.push_back({next->find("effective")->find("from")->span, "the next one begins here"});
}

bool overlap(const ruleset::Effective& a, const ruleset::Effective& b) {
  const auto ends_before = [](const ruleset::Effective& first, const ruleset::Effective& second) {
    const auto end = day(first.until, DayEdge::last);
    const auto start = day(second.from, DayEdge::first);
    return end && start && *end < *start;
  };
  return !ends_before(a, b) && !ends_before(b, a);
}

// Directly or through others.
bool replaces(const Packs& packs, const ruleset::Declaration& newer, const ruleset::Declaration& older) {
  const auto* at = &newer;
  for (std::size_t steps = 0; steps <= packs.blocks().size() && !at->replaces.empty(); ++steps) {
    if (at->replaces == older.qualified_id) return true;
    at = packs.rules().find(at->replaces);
    if (at == nullptr) return false;
  }
  return false;
}

void lint_topic(const Packs& packs, const Block& block, const Block& later, Diagnostics& found) {
  // Told to the pack that builds on the other, whose author knows of both.
  const auto& imports = packs.rules().packs[block.pack].imports;
  const bool outer_first = std::ranges::find(imports, later.pack) != imports.end();
  const auto& one = outer_first ? *later.declaration : *block.declaration;
  const auto& other = outer_first ? *block.declaration : *later.declaration;
  if (one.topic.empty() || one.topic != other.topic || !overlap(one.effective, other.effective)) return;
  if (replaces(packs, one, other) || replaces(packs, other, one)) return;
  auto& fault = found.add(
      Code::topics_in_conflict, other.span,
      fmt::format("'{}' and '{}' speak about the topic '{}' at once", one.qualified_id, other.qualified_id, one.topic),
      fmt::format("say 'replaces: {}', or give them windows that do not overlap", one.qualified_id));
  fault.notes.push_back({one.span, "the other one"});
}

}  // namespace

void lint_time(const Packs& packs, Diagnostics& found) {
  const auto& blocks = packs.blocks();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (std::size_t j = i + 1; j < blocks.size(); ++j) lint_topic(packs, blocks[i], blocks[j], found);
  }
  for (const auto& block : packs.blocks()) {
    lint_gap(packs, block, found);
    const auto& until = block.declaration->effective.until;
    const auto end = day(until, DayEdge::last);
    const auto is_succeeded = [&](const Block& other) { return &other != &block && succeeds(block, other); };
    if (!end || *end >= packs.as_of() || std::ranges::any_of(packs.blocks(), is_succeeded)) continue;
    found.add(Code::ended_declaration, block.find("effective")->find("until")->span,
              fmt::format("{} is over since {}", block.noun(), until), "it speaks about older sprints alone");
  }
}

}  // namespace sprintd::lint
