// What can be told about a YAML text that is not YAML: a reading line by line, for better words about a syntax fault.
//
// Neighbours: parse.cc calls it after yaml-cpp has given up; syntax_fault.h turns both into diagnostics. It follows
// keys, list dashes, block scalars, quotes and brackets, and guesses where it must: nothing is ever accepted because
// of it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/base/span.h"
#include "rules/yaml/eaten.h"

namespace sprintd::yaml {

// A quote that opens at `quote` and closes only on a later line, with text behind it at `rest`; or never, and `rest`
// is the end of the text.
struct OpenQuote {
  std::size_t quote;
  std::size_t rest;
  bool is_closed;
};

struct LineScan {
  std::vector<Eaten> eaten;
  std::vector<OpenQuote> open_quotes;
  std::vector<std::size_t> indenting_tabs;  // the first tab of each line that is indented with one
};

LineScan scan_lines(std::string_view source, FileId file);

}  // namespace sprintd::yaml
