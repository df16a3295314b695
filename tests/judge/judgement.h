// One expression before the court: what the plain program, the traced program and the reference evaluator make of it.
//
// Neighbours: rules/lang compiles and evaluates, tests/support/reference_evaluator.h is the judge, random_world.h the
// data. Lives as long as the definitions and the schema it was made with. One thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "rules/base/origin.h"
#include "rules/lang/environment.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/program.h"
#include "tests/judge/random_world.h"

namespace sprintd::judge {

// What costs more than this is no subject here.
constexpr lang::Budget kBudget = {.steps = 200'000, .bytes = std::size_t{4} << 20};

struct Verdict {
  bool compared = false;   // false: the reference says nothing, or a limit was reached
  bool failed = false;     // it is an error or an unknown
  std::string difference;  // in words; empty when all agree
};

class Judgement {
 public:
  // An expression that does not pass the checker is not accepted: `faults` says why.
  Judgement(const std::string& text, const lang::Environment& environment);

  [[nodiscard]] bool accepted() const { return static_cast<bool>(program_); }
  [[nodiscard]] const std::string& faults() const { return faults_; }
  Verdict over(const World& world);

 private:
  std::string text_;
  Origin origin_;
  lang::NodePtr root_;
  lang::Program program_;
  const lang::Schema& schema_;
  std::string faults_;
  lang::Evaluator plain_{kBudget};
  lang::Evaluator traced_{kBudget};
};

// Definitions by chance, and the texts that they are written in, which expressions point into.
class DefinitionTexts {
 public:
  void add(std::string name, std::vector<std::string> parameters, std::string body);
  [[nodiscard]] const lang::Definitions& all() const { return definitions_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  lang::Definitions definitions_;
  std::deque<std::string> bodies_;
  std::deque<Origin> origins_;
  std::string text_;  // all of them, for messages
};

}  // namespace sprintd::judge
