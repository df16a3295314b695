// Runs Programs: one Activation in, one Value out.
//
// Neighbours: program.h, facts.h, value.h. Owns the stack and the Arena that results may point into: a Value lives
// until the next run() of the same Evaluator (use keep() for longer). Stops at the limits of limits.h with an error
// value. One thread each; make one per thread, they are cheap.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/facts.h"
#include "rules/lang/program.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

// Values of the Environment's variables, by slot.
struct Activation {
  const Facts* facts = nullptr;
  std::span<const Value> variables;
};

// A sub-expression that was evaluated, and what it was: collected only when asked for, in order of evaluation.
// `what` is the expression's text in the source: "item.points".
struct Observation {
  Span span;
  Value value;
};
struct Evidence {
  std::vector<Observation> observations;
};

class Evaluator {
 public:
  Evaluator();

  Value run(const Program& program, const Activation& activation);
  // Also records field reads, definitions and calls that are operands of the conditions that decided
  // (those that were evaluated: && and || stop early). Slower; the same value.
  Value run(const Program& program, const Activation& activation, Evidence& evidence);

  // Instructions executed since the last reset; a request's budget is kept by its caller.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  Arena arena_;
  std::vector<Value> stack_;
  std::uint64_t steps_ = 0;
};

// For people: strings bare, lists in brackets, entities by id, doubles short ("8", "2.5"), absent as "?".
std::string to_text(const Value& value, const Facts& facts);

}  // namespace sprintd::lang
