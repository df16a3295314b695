// A regular expression of the language: compiled once for constant patterns, at the call for others.
//
// Neighbours: the compiler keeps those of constants in the Code, functions_strings.cc makes the others. pattern.cc
// alone includes RE2, whose matching takes linear time; its memory is bounded here. Immutable; safe from many threads
// at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace sprintd::lang {

class Pattern {
 public:
  explicit Pattern(std::string_view text);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  [[nodiscard]] bool valid() const;
  [[nodiscard]] std::string_view fault() const;  // why it is not, in RE2's words
  [[nodiscard]] std::string_view text() const;
  // Does some part of the text match?
  [[nodiscard]] bool matches_part_of(std::string_view text) const;

 private:
  std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace sprintd::lang
