// How many characters a text has.
//
// Neighbours: size() of a string; rules/base/utf8.h says whether bytes are a text at all. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sprintd::lang {

// Of a text in UTF-8.
inline std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace sprintd::lang
