// What a condition says about a value, so that two conditions can be compared: this one excludes that one, or follows
// from it.
//
// Neighbours: rules/lang gives checked trees; the groups of lints (lints.h) ask. Sound, not complete: where nothing is
// known, nothing follows. Unknown values are left aside: what is excluded is that both are true. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/lang/ast.h"

namespace sprintd::lint {

// One comparison with a constant, or a condition as it stands.
struct Fact {
  enum class Kind : std::uint8_t {
    among,      // the operand is one of `values`
    not_among,  // it is none of them
    range,      // it is a number in [low, high], the ends themselves only if closed
    holds,      // the operand, a condition, is true
    fails,      // it is false
  };
  Kind kind = Kind::holds;
  std::string operand = {};           // as text
  std::set<std::string> values = {};  // as text: "\"pull\""
  double low = 0, high = 0;
  bool low_closed = false, high_closed = false;
};

// Definitions without parameters looked through: the tree that they stand for.
const lang::Node& looked_through(const lang::Node& node);
bool is_call(const lang::Node& node, std::string_view function);
// The operands of a chain of && (or ||), definitions looked through; the node alone if it is none.
std::vector<const lang::Node*> chain(const lang::Node& node, std::string_view function);

// What it says when it is true, or, `negated`, when it is false.
Fact fact_of(const lang::Node& condition, bool negated = false);
// What the conjuncts of a condition say.
std::vector<Fact> facts_of(const lang::Node& condition);

bool exclude(const Fact& a, const Fact& b);
bool follows(const Fact& conclusion, const Fact& premise);
// Whether the condition is true wherever all the premises are.
bool follows(const lang::Node& condition, const std::vector<Fact>& premises);
// The same of a condition that is one of several cases, each with what its conjuncts say.
bool follows(const std::vector<std::vector<Fact>>& cases, const std::vector<Fact>& premises);
// The pair that cannot be true together, if there is one.
std::optional<std::pair<std::size_t, std::size_t>> find_exclusion(const std::vector<Fact>& facts);
bool exclude(const std::vector<Fact>& a, const std::vector<Fact>& b);

}  // namespace sprintd::lint
