#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>

#include "rules/lang/function_table.h"
#include "tests/judge/trial.h"

namespace sprintd::judge {
namespace {

// Sanitizers and unoptimised code take their time; the seeds are the same, so what is compared there is compared first.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t kTrials = 2'400;
#else
constexpr std::uint64_t kTrials = 60;
#endif
constexpr std::uint64_t kFirstSeed = 1;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

// Other seeds: SPRINTD_JUDGE_SEED=7000 SPRINTD_JUDGE_TRIALS=10000; it stops after SPRINTD_JUDGE_DIFFERENCES.
// SPRINTD_JUDGE_TELL=1 says what it came to.
TEST_CASE("the plain program, the traced program and the reference evaluator agree") {
  const WorldSchema schema;
  Tally tally;
  const auto first = number_from("SPRINTD_JUDGE_SEED", kFirstSeed);
  const auto trials = number_from("SPRINTD_JUDGE_TRIALS", kTrials);
  const auto most = number_from("SPRINTD_JUDGE_DIFFERENCES", 5);
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < trials && tally.differences.size() < most; ++i) try_out(schema, first + i, most, tally);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

  for (const auto& difference : tally.differences) UNSCOPED_INFO(difference);
  CHECK(tally.differences.empty());
  for (const auto& refusal : tally.refusals) UNSCOPED_INFO(refusal);
  CHECK(tally.refused * 25 <= tally.made);                           // nearly all are well-typed,
  CHECK(tally.skipped * 50 <= tally.compared);                       // nearly all values are judged,
  CHECK((tally.compared - tally.failed) * 5 >= tally.compared * 2);  // and many are more than a failure
  if (std::getenv("SPRINTD_JUDGE_TELL") != nullptr) {
    WARN(fmt::format("{} expressions, {} refused; {} values compared, {} of them failures; {} not judged; {:.1f} s",
                     tally.made, tally.refused, tally.compared, tally.failed, tally.skipped, seconds.count()));
  }
}

TEST_CASE("every form of every function gives values in trials, not failures only") {
  const WorldSchema schema;
  Tally tally;
  const auto overloads = lang::all_overloads();
  constexpr std::uint64_t kMost = kTrials < 800 ? kTrials : 800;
  for (std::uint64_t seed = 1; seed <= kMost && tally.values_of.size() < overloads.size(); ++seed) {
    try_out(schema, seed, 1, tally);
  }
  std::size_t unseen = 0;
  for (std::size_t i = 0; i < overloads.size(); ++i) {
    if (tally.values_of.contains(i)) continue;
    ++unseen;
    UNSCOPED_INFO(overloads[i].name << ", row " << i << " of the function table, of " << overloads[i].arguments.size());
  }
  CHECK(unseen <= (kMost < 800 ? overloads.size() / 3 : 0));  // fewer trials do not come to all
}

}  // namespace sprintd::judge
