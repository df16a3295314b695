// The functions and operators of the language, written a second time and as plainly as they can be.
//
// Neighbours: reference_evaluator.cc calls them with values that did not fail; reference_*.cc have them by subject,
// each with a table of its own. They share nothing with rules/lang/functions_*.cc. Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "rules/base/calendar.h"
#include "rules/lang/facts.h"
#include "tests/support/reference_value.h"

namespace sprintd::lang::reference {

using Arguments = std::span<const Value>;

struct World {
  const Facts* facts = nullptr;  // for the organisation's time zone and for what scales that differ give
};

// CEL's == : true, false, an error or an unknown.
Value equal(const Value& a, const Value& b, const World& world);
// Less than 0, 0, more than 0; 2 where a NaN is (no order holds). Nothing where the two have no order together.
std::optional<int> compare(const Value& a, const Value& b);

// Two integers of different scales, which do not compare, and what asking all the same gives.
bool scales_differ(const Value& a, const Value& b);
Value incomparable(const Value& a, const Value& b, const World& world);
// Elements in the ascending order of their keys, equal ones as they stood, NaN last.
Value sort_by_keys(const List& elements, const List& keys, const World& world);

bool is_utf8(const std::string& bytes);
Value formatted(const std::string& text, const List& values);
std::string timestamp_words(const Timestamp& time);  // RFC 3339
std::string duration_words(const Duration& length);  // in seconds

// What a call gives, by name ("size", "math.abs", "_+_", "startsWith") and by the kinds of the arguments; `member`:
// called on argument 0. An error where no form of the function takes them; nothing where there is no such function at
// all.
std::optional<Value> call(std::string_view name, bool member, Arguments arguments, const World& world);

// The parts of call(), by subject: nothing where the name is not theirs.
std::optional<Value> call_operator(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_conversion(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_time(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_text(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_regex(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_list(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_math(std::string_view name, bool member, Arguments arguments, const World& world);
std::optional<Value> call_optional(std::string_view name, bool member, Arguments arguments, const World& world);

}  // namespace sprintd::lang::reference
