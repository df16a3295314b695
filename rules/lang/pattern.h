// A regular expression of the language: compiled once for constant patterns, at the call for others.
//
// Neighbours: the compiler keeps those of constants in the Code, functions_strings.cc makes the others. pattern.cc
// alone includes RE2; memory is bounded here, and who compiles or matches while an expression runs pays first.
// Immutable; safe from many threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/pattern_words.h"

namespace re2 {
class RE2;
}

namespace sprintd::lang {

class Pattern {
 public:
  // Not valid when the text is longer or its program larger than limits.h allows, or is no regular expression.
  explicit Pattern(std::string_view text);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  [[nodiscard]] bool valid() const;
  [[nodiscard]] PatternFault fault() const;  // of one that is not valid
  [[nodiscard]] std::string_view text() const;
  // How many capturing groups it has.
  [[nodiscard]] std::size_t groups() const;
  // Where the first match at or behind `from` lies in the text, and where its groups do: none where one took no part.
  struct Match {
    std::string_view all;
    std::vector<std::optional<std::string_view>> groups;
  };
  [[nodiscard]] std::optional<Match> find(std::string_view text, std::size_t from) const;
  // Does some part of the text match?
  [[nodiscard]] bool matches_part_of(std::string_view text) const;

  // What making one may cost, to be paid before, and what is to be paid when it was made.
  static std::uint64_t steps_to_compile(std::string_view text);
  [[nodiscard]] std::uint64_t steps_compiled() const;
  // What looking at so many bytes may cost; finding one match after another, for each behind the first.
  [[nodiscard]] std::uint64_t steps_to_match(std::size_t bytes) const;
  [[nodiscard]] std::uint64_t steps_to_find_next(std::size_t bytes) const;

 private:
  bool too_long_ = false;
  bool too_many_classes_ = false;
  std::unique_ptr<re2::RE2> compiled_;
  std::uint64_t size_ = 0;  // of RE2's program
  bool simple_ = true;      // only few places of it can be reached at once
};

}  // namespace sprintd::lang
