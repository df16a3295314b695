// "Did you mean ...?": the candidate nearest to a misspelt word.
//
// Neighbours: every loader that reports an unknown name. Pure function.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sprintd {

// By edit distance with transpositions (Damerau-Levenshtein, restricted), ignoring case; nothing when no candidate is
// within a third of the word's length (at least 1, and never all of it). Of equally near ones the first in alphabetical
// order.
std::optional<std::string_view> suggest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace sprintd
