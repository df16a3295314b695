// Characters to tokens: names, numbers, strings and signs of CEL, each with its bytes in the text.
//
// Neighbours: parser.h consumes all tokens of a text at once; string_literal.h decodes what stands between quotes. A
// character or literal that is wrong is reported here, once, and becomes a token that the parser can go on with. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/origin.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

struct Token {
  enum class Kind : std::uint8_t {
    end,
    name,         // also reserved words, which may still be fields: text says which
    quoted_name,  // `content-type`: only as a field
    integer,      // magnitude in `number`; the sign is the parser's
    uinteger,
    real,
    string,
    bytes,
    sign,  // text says which: "+", "&&", "(", ...
  };

  Kind kind = Kind::end;
  std::uint32_t begin = 0;  // bytes in the decoded text
  std::uint32_t end = 0;
  std::string_view text;  // as written; a quoted name without its quotes
  std::uint64_t number = 0;
  double real = 0;
  std::string decoded;            // string, bytes
  std::vector<Origin::Run> runs;  // of `decoded`: where it stands in `text`
  bool faulty = false;            // reported already: its value means nothing
  bool decimal = false;           // an integer in decimal digits
};

// Always ends with a token of kind `end`.
std::vector<Token> lex(SourceText source, Diagnostics& diagnostics);

// true, false, null, in: never a name, not even of a field.
bool is_keyword(std::string_view word);
// Kept by CEL for languages that embed it: a field or a function called on a value, but not a variable.
bool is_reserved(std::string_view word);

}  // namespace sprintd::lang
