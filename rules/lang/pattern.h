// A regular expression of the language: compiled once for constant patterns, at the call for others.
//
// Neighbours: the compiler keeps those of constants in the Code, functions_strings.cc makes the others. pattern.cc
// alone includes RE2, whose matching takes linear time; its memory is bounded here. Immutable; safe from many threads
// at once.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  [[nodiscard]] std::string fault() const;  // why it is not, in RE2's words
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

 private:
  bool too_long_ = false;
  std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace sprintd::lang
