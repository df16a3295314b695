// Expressions that YAML took apart, because a character in them has a meaning of its own there.
//
// Neighbours: parse.cc asks about every tag, anchor and plain scalar; line_scan.h finds the rest where a syntax fault
// has ended the file. The diagnostic is always "quote this", with the text to write. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/base/diagnostic.h"
#include "rules/base/span.h"

namespace sprintd::yaml {

// A value as its author meant it: source[begin, end) is what should be quoted, `span` is where YAML went another way.
struct Eaten {
  Span span;
  std::string message;
  std::size_t begin;
  std::size_t end;
};

// The end of the line at `at`, without blanks at its end.
std::size_t end_of_line_text(std::string_view source, std::size_t at);

// A value that starts with the `!` of an expression; nothing for `!!str` and `!<...>`.
std::optional<Eaten> eaten_by_tag(std::string_view source, FileId file, std::size_t begin);

// The same for `&`; nothing for the name of an anchor as people write them: letters, digits, `_`, `-` and `.`.
std::optional<Eaten> eaten_by_anchor(std::string_view source, FileId file, std::size_t begin);

// A plain scalar source[begin, end) that ends at a comment within an open quote or bracket. `must_close` asks for the
// closing one behind the `#`, as nothing else says that the comment is none.
std::optional<Eaten> eaten_by_comment(std::string_view source, FileId file, std::size_t begin, std::size_t end,
                                      bool must_close);

void report(const Eaten& eaten, std::string_view source, Diagnostics& diagnostics);

}  // namespace sprintd::yaml
