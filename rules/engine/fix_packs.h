// Packs with their mechanical faults mended: what `sprintctl check --fix` writes.
//
// Neighbours: Engine::check_packs() finds, rules/lint gives the edits. The caller reads and writes files. Pure.
#pragma once

#include <string>
#include <vector>

#include "rules/engine/engine.h"

namespace sprintd::engine {

struct FixedPack {
  ruleset::PackText pack;
  std::size_t fixes = 0;  // 0: the text is as it was
};

// In the order of `texts`. Packs that do not load stay as they are, and so does a text that would not load afterwards.
// Lints that are off are not mended.
std::vector<FixedPack> fix_packs(const Engine& engine, const std::vector<ruleset::PackText>& texts,
                                 const LintLevels& chosen, Instant as_of, const ruleset::PackSettings& settings = {});

}  // namespace sprintd::engine
