// How many steps of the language a request may take, beside the limits of each evaluation (rules/lang/limits.h).
//
// Neighbours: audit.h and decide.h stop there, Context (context.h) counts. docs/reference/limits.md says what people
// see.
#pragma once

#include <cstdint>

namespace sprintd::eval {

constexpr std::uint64_t kMaxRequestSteps = 1'000'000'000;  // an audit; the decisions of one request together
constexpr std::uint64_t kMaxDecisionSteps = 200'000'000;   // one decision, with who may instead

}  // namespace sprintd::eval
