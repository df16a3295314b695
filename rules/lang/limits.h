// How much one expression may cost. Part of the language: a pack that needs more is refused or its rule is broken.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sprintd::lang {

constexpr std::size_t kMaxExpressionBytes = 64 * 1024;
constexpr int kMaxDepth = 100;                                 // nesting of an expression, definitions included
constexpr std::size_t kMaxNodes = 20'000;                      // after inlining definitions
constexpr std::uint64_t kMaxSteps = 20'000'000;                // of one evaluation
constexpr std::size_t kMaxArenaBytes = std::size_t{64} << 20;  // of one evaluation

constexpr std::size_t kMaxPatternBytes = 4 * 1024;     // of a regular expression
constexpr std::size_t kMaxPatternClasses = 32;         // \p{..} and \P{..} in one
constexpr std::int64_t kMaxPatternMemory = 256 << 10;  // of RE2 for one of them, compiled
// Different constant ones in an expression that are checked when it loads and stay compiled; further ones are compiled
// at each call.
constexpr std::size_t kMaxPatterns = 64;

// What one evaluation may take.
struct Budget {
  std::uint64_t steps = kMaxSteps;
  std::size_t bytes = kMaxArenaBytes;
};
// What computing a constant may take when an expression is compiled; one that needs more is computed when it runs.
constexpr Budget kFoldingBudget = {.steps = 10'000, .bytes = std::size_t{1} << 20};
constexpr std::size_t kMaxFoldedParts = 1'000;  // texts count a part for each 16 bytes

}  // namespace sprintd::lang
