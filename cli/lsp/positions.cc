#include "cli/lsp/positions.h"

#include <algorithm>

namespace sprintd::lsp {
namespace {

// Of the character that begins with this byte. Bytes that begin none count as one each.
struct Width {
  std::size_t bytes, units;
};
Width width_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xF0) return {4, 2};
  if (byte >= 0xE0) return {3, 1};
  if (byte >= 0xC0) return {2, 1};
  return {1, 1};
}

}  // namespace

Positions::Positions(std::string_view text, Encoding encoding) : text_(text), encoding_(encoding), lines_{0} {
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) lines_.push_back(at + 1);
}

Position Positions::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto line = std::ranges::upper_bound(lines_, offset) - lines_.begin() - 1;
  auto at = lines_[static_cast<std::size_t>(line)];
  Position position{static_cast<std::size_t>(line), 0};
  if (encoding_ == Encoding::utf8) return {position.line, offset - at};
  while (at < offset) {
    const auto width = width_of(text_[at]);
    at += width.bytes;
    position.character += width.units;
  }
  return position;
}

std::size_t Positions::offset_of(Position position) const {
  if (position.line >= lines_.size()) return text_.size();
  auto at = lines_[position.line];
  auto end = std::min(text_.find('\n', at), text_.size());
  if (end > at && text_[end - 1] == '\r') --end;
  if (encoding_ == Encoding::utf8) return std::min(at + std::min(position.character, end - at), end);
  for (std::size_t units = 0; at < end && units < position.character;) {
    const auto width = width_of(text_[at]);
    units += width.units;
    at = std::min(at + width.bytes, end);
  }
  return at;
}

}  // namespace sprintd::lsp
