// Bytes of a text as an editor counts: lines from 0, and characters in UTF-16 units or in bytes.
//
// Neighbours: protocol.h turns ranges into JSON with it. LSP 3.17, "Position". Borrows the text; immutable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sprintd::lsp {

enum class Encoding : std::uint8_t { utf8, utf16 };

struct Position {
  std::size_t line = 0, character = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

class Positions {
 public:
  Positions(std::string_view text, Encoding encoding);

  [[nodiscard]] Position at(std::size_t offset) const;
  // Behind the end of a line it is the line's end, behind the last line the text's.
  [[nodiscard]] std::size_t offset_of(Position position) const;

 private:
  std::string_view text_;
  Encoding encoding_;
  std::vector<std::size_t> lines_;  // where each begins
};

}  // namespace sprintd::lsp
