// The macros over lists, maps and optionals, as the reference evaluator has them.
//
// Neighbours: reference_walk.h computes the parts. Lives for one macro. One thread.
#pragma once

#include <optional>
#include <vector>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

class Macros {
 public:
  Macros(Walk& walk, const ComprehensionNode& macro) : walk_(walk), macro_(macro) {}

  Value value();

 private:
  // What the variables are for each element: one value or two.
  struct Element {
    Value first;
    Value second;
  };
  Value over_optional(const Value& range);
  // all and exists: an element decides, else the first failure counts.
  Value decided(bool by);
  Value exactly_one();
  Value collected(const Value& range);
  Value sorted(const List& elements, const List& keys);
  void take_in(const Value& failure);
  void bind(const Element& element);
  // The condition for an element: nothing where it failed.
  std::optional<bool> holds();

  Walk& walk_;
  const ComprehensionNode& macro_;
  std::vector<Element> elements_;
  std::optional<Value> failure_;  // an unknown before an error, each the first
};

}  // namespace sprintd::lang::reference
