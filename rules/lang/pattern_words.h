// What is wrong with a regular expression, in words, and where in it.
//
// Neighbours: pattern.cc, which alone knows RE2, says which kind of fault it is and what part RE2 complains about.
// Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sprintd::lang {

struct PatternFault {
  std::string message;  // "'(' is not closed"
  std::string hint;
  std::size_t begin = 0;  // in the pattern
  std::size_t end = 0;
};

enum class PatternFaultKind : std::uint8_t {
  escape,
  character_class,
  range,
  open_bracket,
  open_parenthesis,
  unopened_parenthesis,
  last_backslash,
  repeats_nothing,
  repeat_count,
  repeated_repeat,
  group,
  group_name,
  too_large,
  other,
};

PatternFault describe(PatternFaultKind kind, std::string_view pattern, std::string_view part,
                      std::string_view otherwise);

}  // namespace sprintd::lang
