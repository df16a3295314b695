// Numbers, strings and UTF-8 of JSON texts: what both readers must decide alike.
//
// Neighbours: fast_reader.cc and strict_reader.cc. Pure functions over the bytes of one token; a fault is an offset
// into it, for the caret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/base/arena.h"

namespace sprintd::json {

struct Number {
  enum class Kind : std::uint8_t { integer, real, malformed, too_large };
  Kind kind = Kind::malformed;
  std::int64_t integer = 0;
  double real = 0;         // also for integers
  std::size_t length = 0;  // bytes that belong to the number; where it is malformed
};

// The number at the start of the text (RFC 8259, section 6). What follows it is the caller's affair.
Number parse_number(std::string_view text);

struct Unescaped {
  std::string_view text;
  std::optional<std::size_t> fault;  // offset of the escape that is none
};

// The inside of a string that has backslashes.
Unescaped unescape(std::string_view inside, Arena& arena);

// The offset of the first byte that is not well-formed UTF-8 (no surrogates, no overlong forms).
std::optional<std::size_t> find_bad_utf8(std::string_view text);

// True if two keys of an object are the same after unescaping; both are the inside of their quotes.
bool same_key(std::string_view a, std::string_view b);

}  // namespace sprintd::json
