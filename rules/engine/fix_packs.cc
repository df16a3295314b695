#include "rules/engine/fix_packs.h"

#include <algorithm>
#include <utility>

#include "rules/lint/rewrites.h"

namespace sprintd::engine {
namespace {

// A fix may be inside of another, or make the next one possible: what is left is looked at again.
constexpr int kMostRounds = 10;

std::vector<ruleset::PackText> texts_of(const std::vector<FixedPack>& packs) {
  std::vector<ruleset::PackText> texts;
  for (const auto& fixed : packs) texts.push_back(fixed.pack);
  return texts;
}

// One round of fixes; how many there were.
std::size_t fix_once(std::vector<FixedPack>& packs, const ruleset::LoadedPacks& loaded) {
  std::size_t fixes = 0;
  for (const auto& pack : loaded.rules->packs) {
    const auto fixed = std::ranges::find(packs, pack.file, [](const FixedPack& one) { return one.pack.name; });
    if (fixed == packs.end()) continue;
    auto rewritten = lint::rewritten(fixed->pack.text, pack.file_id, loaded.diagnostics);
    fixed->pack.text = std::move(rewritten.text);
    fixed->fixes += rewritten.count;
    fixes += rewritten.count;
  }
  return fixes;
}

}  // namespace

std::vector<FixedPack> fix_packs(const Engine& engine, const std::vector<ruleset::PackText>& texts,
                                 const LintLevels& chosen, Instant as_of, const ruleset::PackSettings& settings) {
  std::vector<FixedPack> packs;
  for (const auto& text : texts) packs.push_back({.pack = text});
  auto loaded = engine.check_packs(texts, chosen, as_of, settings);
  for (int round = 0; round < kMostRounds && loaded.rules != nullptr; ++round) {
    auto next = packs;
    if (fix_once(next, loaded) == 0) break;
    loaded = engine.check_packs(texts_of(next), chosen, as_of, settings);
    if (loaded.rules != nullptr) packs = std::move(next);
  }
  return packs;
}

}  // namespace sprintd::engine
