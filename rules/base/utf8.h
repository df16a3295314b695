// Is a text UTF-8, and where does it stop being so?
//
// Neighbours: readers check a text once when it comes in; everything behind them may trust it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sprintd {

// The offset of the first byte that starts no well-formed sequence (RFC 3629: no overlong forms, no surrogates,
// nothing above U+10FFFF).
std::optional<std::size_t> find_bad_utf8(std::string_view text);

}  // namespace sprintd
