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
#include "rules/lang/limits.h"
#include "rules/lang/type.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

class Pattern;

// What a function may use, and what it must pay.
struct CallContext {
  Arena& arena;
  const Facts* facts;          // null where an expression of constants is computed
  std::uint64_t steps = 0;     // spent by this evaluation so far
  bool out_of_memory = false;  // it asked for more than there is: the evaluation ends
  Budget budget = {};
  const Pattern* pattern = nullptr;  // of the call at hand, where its regular expression is a constant

  // Functions whose work grows with their input pay for it before they do it; false: the budget is spent, stop.
  [[nodiscard]] bool charge(std::uint64_t work) {
    steps += work;
    return steps <= budget.steps;
  }
  // May the arena grow by this much?
  [[nodiscard]] bool affords(std::size_t bytes) {
    out_of_memory = out_of_memory || bytes > budget.bytes || arena.used() + bytes > budget.bytes;
    return !out_of_memory;
  }
  [[nodiscard]] Value error(std::string_view message) const { return make_error(arena, message); }
  // Of two integers whose scales differ.
  [[nodiscard]] Value incomparable(const Value& a, const Value& b) const {
    return facts != nullptr ? facts->incomparable(a, b, arena) : error("these two numbers do not compare");
  }
  [[nodiscard]] Value too_much_work() const { return error("the expression takes too many steps"); }
  [[nodiscard]] Value too_much_memory() const { return error("the expression needs too much memory"); }
};

// Arguments have the overload's types (an error or unknown argument never gets here, the evaluator hands it through).
// Returns a value of the result type or an error made with make_error().
using Function = Value (*)(std::span<const Value> arguments, CallContext& context);

// What a function is about: how the reference is divided.
enum class Subject : std::uint8_t {
  operators,
  conversions,
  text,
  patterns,
  lists,
  sets,
  numbers,
  time,
  optionals,
};

struct Overload {
  std::string_view name;  // "size", "_+_", "startsWith"
  bool member = false;    // called as target.name(...): the target is argument 0
  std::vector<Type> arguments;
  Type result;
  Function call = nullptr;  // null: the evaluator has an instruction of its own (&&, ||, ?:, has, ==, in)
  std::string_view doc;
  int cost = 1;                          // in steps; functions whose work grows with their input charge it themselves
  int pattern_argument = -1;             // which argument is a regular expression
  bool needs_zone = false;               // the value depends on the organisation's time zone, so it is no constant
  Subject subject = Subject::operators;  // set by the table
};

// Is the value of this kind? A list(int) is a list: elements are looked at by the function. dyn and variables take all.
bool accepts(const Type& type, const Value& value);

// All overloads, in an order that never changes within a version; an Overload's index names it in compiled code.
std::span<const Overload> all_overloads();
// The indexes of the overloads of one name.
std::span<const std::uint16_t> overloads_of(std::string_view name, bool member);
std::vector<std::string_view> function_names();

}  // namespace sprintd::lang
