// Small changes of a pack that its tests should notice: another operator, another constant, another role.
//
// Neighbours: run_mutations.h tries them. Changes are of the text, at the exact place of an operator or constant of an
// expression, so nothing else of the pack changes. Pure.
#pragma once

#include <string>
#include <vector>

#include "rules/base/sources.h"
#include "rules/base/span.h"

namespace sprintd::packtest {

struct Mutation {
  Span span;          // of what is replaced
  std::string place;  // "team.yaml:14:25"
  std::string rule;   // id of the rule, authority or limit; name of the definition or queue
  std::string from, to;
  [[nodiscard]] std::string change() const;  // "<= as <", "! left out"
};

// Of a pack that loads, in reading order.
std::vector<Mutation> mutations_of(const Sources& sources, FileId pack);

std::string mutated(std::string_view text, const Mutation& mutation);

}  // namespace sprintd::packtest
