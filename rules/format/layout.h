// Where the lines of a YAML text belong: which of them begin an entry or an element, and at which column these should.
//
// Neighbours: format.cc moves the lines. Borrows the text and the tree; one thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "rules/yaml/node.h"

namespace sprintd::format {

struct Line {
  std::size_t begin = 0;  // bytes of the text, without the line end
  std::size_t end = 0;
  bool is_inside = false;     // of a scalar or { } that began on a line before: only moved
  bool begins_entry = false;  // the columns below mean something
  std::size_t dash = 0;       // of its dashes: column now; the text behind them is at `content`
  std::size_t content = 0;    // column of the first byte behind blanks and dash
  std::size_t wanted_dash = 0, wanted_content = 0;
  bool has_dash = false;
  bool opens_section = false;  // a key of the root whose value takes several lines
};

// Nothing to be moved, when the text is laid out in a way that is better left alone (elements on the line after their
// dash, a list in a list on one line): then no line begins an entry.
std::vector<Line> lay_out(std::string_view text, const yaml::Node& root);

}  // namespace sprintd::format
