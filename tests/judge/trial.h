// A trial: expressions, definitions and worlds by chance from one seed, every expression over every world.
//
// Neighbours: judge_test.cc runs many; judgement.h compares. Deterministic from its seed.
// One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/judge/random_world.h"

namespace sprintd::judge {

struct Tally {
  std::size_t made = 0;      // expressions
  std::size_t refused = 0;   // by the checker
  std::size_t compared = 0;  // values, each computed by the plain program, the traced one and the reference
  std::size_t failed = 0;    // of these, errors and unknowns
  std::size_t skipped = 0;   // values that the reference says nothing about
  std::vector<std::string> differences;
  // By the index of the overload that an expression was made to call: how many values that were no failure it gave.
  std::map<std::size_t, std::size_t> values_of;
  std::vector<std::string> refusals;  // a few, with reasons
};

// Adds to the tally; stops at `most_differences` of them.
void try_out(const WorldSchema& schema, std::uint64_t seed, std::size_t most_differences, Tally& tally);

}  // namespace sprintd::judge
