// A message with expressions in it: "${person.name} leads ${leads_active.size()} projects".
//
// Neighbours: compiler.h compiles the parts, evaluator.h runs them. `$${` stands for a literal `${`. Rendering never
// fails: what is absent or fails prints as `?`. Immutable.
#pragma once

#include <string>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/lang/environment.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/program.h"

namespace sprintd::lang {

struct Template {
  struct Part {
    std::string text;  // literal text, when program is empty
    Program program;
  };
  std::vector<Part> parts;
};

// Faults of all parts go to `diagnostics`; an empty Template when there was one.
Template compile_template(SourceText source, const Environment& environment, Diagnostics& diagnostics);

std::string render(const Template& message, Evaluator& evaluator, const Activation& activation);

}  // namespace sprintd::lang
