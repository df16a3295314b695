// Tables of expressions and their values, run one after the other.
//
// Neighbours: sample_facts.h has the names and rows. Header only.
#pragma once

#include <catch2/catch.hpp>
#include <span>

#include "tests/lang/sample_facts.h"

namespace sprintd::lang::testing {

struct ValueCase {
  const char* expression;
  const char* value;
};

// Each expression has this value, in one run after the other.
inline void check_values(std::span<const ValueCase> cases) {
  SampleRun run;
  for (const auto& [expression, value] : cases) {
    INFO(expression);
    CHECK(run.value(expression) == value);
  }
}

}  // namespace sprintd::lang::testing
