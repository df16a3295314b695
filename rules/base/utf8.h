// Is a text UTF-8, and where does it stop being so? What may be shown of it in one line?
//
// Neighbours: readers check a text once when it comes in; everything behind them may trust it. Messages that quote a
// text go through one_line() (diagnostic.cc). Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sprintd {

// The offset of the first byte that starts no well-formed sequence (RFC 3629: no overlong forms, no surrogates,
// nothing above U+10FFFF).
std::optional<std::size_t> find_bad_utf8(std::string_view text);

// Line ends and tabs as blanks, other control characters (C0, C1, DEL), which could steer a terminal, as U+FFFD.
std::string one_line(std::string text);

}  // namespace sprintd
