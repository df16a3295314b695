// Runs Programs: one Activation in, one Value out.
//
// Neighbours: program.h, facts.h, value.h. Owns the stack and the Arena that results may point into: a Value lives
// until the next run() of the same Evaluator (use keep() for longer). Stops at the limits of limits.h with an error
// value. One thread each; make one per thread, they are cheap.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/facts.h"
#include "rules/lang/limits.h"
#include "rules/lang/program.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

// Values of the Environment's variables, by slot.
struct Activation {
  const Facts* facts = nullptr;
  std::span<const Value> variables;
};

// A sub-expression that was evaluated, and what it was: collected only when asked for, in order of evaluation. The
// text at its span says what it is: "item.points".
struct Observation {
  Span span;
  Value value;
};
struct Evidence {
  std::vector<Observation> observations;  // at most kMaxObservations
};
constexpr std::size_t kMaxObservations = 16;

// What the parts of conditions were: operands of && and ||, the condition of ?:, what macros ask of elements, and whole
// conditions. Of each part that was added, by its place, whether it was seen to hold and not to.
struct Coverage {
  struct Seen {
    bool holds = false;
    bool fails = false;
  };
  struct ByPlace {
    bool operator()(Span a, Span b) const {
      return std::tie(a.file, a.begin, a.end) < std::tie(b.file, b.begin, b.end);
    }
  };
  std::map<Span, Seen, ByPlace> parts;
};
// Adds the parts of a program's condition, none of them seen.
void add_parts(const Program& program, Coverage& coverage);

class Evaluator {
 public:
  explicit Evaluator(Budget budget = {});

  Value run(const Program& program, const Activation& activation);
  // Also records field reads, definitions and calls that are operands of the conditions that decided
  // (those that were evaluated: && and || stop early). Slower; the same value.
  Value run(const Program& program, const Activation& activation, Evidence& evidence);

  // From now on each run notes here what its parts were, and is slower; null ends that.
  void watch(Coverage* coverage) { coverage_ = coverage; }

  // Steps taken by all runs so far.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  // The runs from now on may take so many steps together: a request's budget. Beyond, each gives an error at once.
  void limit_runs(std::uint64_t steps) { last_step_ = steps < UINT64_MAX - steps_ ? steps_ + steps : UINT64_MAX; }
  [[nodiscard]] bool spent() const { return steps_ >= last_step_; }
  // Bytes held for values, kept between runs.
  [[nodiscard]] std::size_t held() const { return arena_.held() + stack_.capacity() * sizeof(Value); }
  // Whether the last run was ended by its budget.
  [[nodiscard]] bool exhausted() const { return exhausted_; }

 private:
  // What a definition was found to be, in which run.
  struct Memo {
    std::uint64_t run = 0;
    Value value;
  };
  friend struct Machine;

  Value run(const Program& program, const Activation& activation, std::vector<Observation>* observations);

  Budget budget_;
  Arena arena_;
  std::vector<Value> stack_;
  std::vector<Memo> memos_;
  std::vector<std::size_t> marks_;
  std::uint64_t runs_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t last_step_ = UINT64_MAX;
  bool exhausted_ = false;
  Coverage* coverage_ = nullptr;
};

// For people: strings bare, lists in brackets, entities by id, doubles short ("8", "2.5"), absent as "?"; the first and
// the last instant of a day in the zone as its date. Long values are cut.
std::string to_text(const Value& value, const Facts& facts);

}  // namespace sprintd::lang
