// How many columns of a terminal a text takes, and which of its characters a terminal must not see.
//
// Neighbours: Page (page.h) wraps with it. Titles and names come from trackers: an escape sequence or a bidirectional
// override in one of them must not repaint the reader's screen. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sprintd::report {

struct CodePoint {
  char32_t value;
  std::size_t length;  // bytes; 1 for a byte that is not UTF-8
  bool valid;
};
// The first one of a text that is not empty.
CodePoint first_code_point(std::string_view text);

// 0 for marks that combine, 2 for wide characters (East Asian Width W and F, most emoji), else 1.
int display_width(char32_t code_point);
int display_width(std::string_view text);

// Controls, bidirectional overrides and bytes that are not UTF-8 become U+FFFD, line ends and tabs a blank.
std::string printable(std::string_view text);

}  // namespace sprintd::report
