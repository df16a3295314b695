// What a string or bytes literal of CEL means: prefixes, quotes and escapes decoded.
//
// Neighbours: lexer.h finds literals with it. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/origin.h"

namespace sprintd::lang {

struct StringFault {
  std::size_t begin;  // in the text that was given
  std::size_t end;
  std::string message;
  std::string hint;
};

struct StringLiteral {
  std::size_t length = 0;  // bytes of source, from the prefix to the closing quote
  bool closed = false;
  bool is_bytes = false;
  std::string value;
  std::vector<Origin::Run> runs;     // where its bytes stand in the text that was given
  std::vector<StringFault> escapes;  // those that are wrong
};

// True when a literal starts here: a quote, perhaps after b, r or br in either case.
bool starts_string(std::string_view text);
// The literal at the start of `text`.
StringLiteral read_string(std::string_view text);

// Unicode code point as UTF-8, appended. The caller keeps surrogates and values above 10FFFF away.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace sprintd::lang
