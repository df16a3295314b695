// Every function and operator of the language: one row each with signature, doc line, cost and code.
//
// Neighbours: the checker resolves overloads with the signatures, the evaluator calls `call`, `sprintctl explain` and
// the reference page print names, signatures and docs. The rows are in functions_*.cc by subject. Immutable.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/facts.h"
#include "rules/lang/type.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

struct CallContext {
  Arena& arena;
  const Facts* facts;
};

// Arguments have the overload's types (an error or unknown argument never gets here, the evaluator hands it through).
// Returns a value of the result type or an error made with make_error().
using Function = Value (*)(std::span<const Value> arguments, CallContext& context);

struct Overload {
  std::string_view name;  // "size", "_+_", "startsWith"
  bool member = false;    // called as target.name(...): the target is argument 0
  std::vector<Type> arguments;
  Type result;
  Function call = nullptr;  // null: the evaluator has an instruction of its own (&&, ||, ?:, has, ==, in)
  std::string_view doc;
  int cost = 1;  // in steps; functions whose work grows with their input charge it themselves
};

// All overloads, in an order that never changes within a version; an Overload's index names it in compiled code.
std::span<const Overload> all_overloads();
// The indexes of the overloads of one name.
std::span<const std::uint16_t> overloads_of(std::string_view name, bool member);
std::vector<std::string_view> function_names();

}  // namespace sprintd::lang
