#include "rules/base/places.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace sprintd {
namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

// Eight bytes at a time: an index of a large text reads all of it.
std::size_t count_code_points(std::string_view text) {
  constexpr std::uint64_t kLowBits = 0x0101010101010101;
  std::size_t count = 0;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data(), 8);
    const auto starts = (~bytes >> 7 | bytes >> 6) & kLowBits;
    count += starts * kLowBits >> 56;
  }
  return count + static_cast<std::size_t>(std::ranges::count_if(text, starts_code_point));
}

// Moves a place over some text.
Place advance(Place place, std::string_view text) {
  const auto last_newline = text.rfind('\n');
  if (last_newline != std::string_view::npos) {
    place.line += static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
    place.column = 1;
    text.remove_prefix(last_newline + 1);
  }
  place.column += static_cast<std::uint32_t>(count_code_points(text));
  return place;
}

}  // namespace

const PlaceFinder::Index& PlaceFinder::index_of(FileId file) {
  auto [entry, is_new] = indexes_.try_emplace(file);
  if (is_new) {
    const auto text = sources_->text(file);
    Place place;
    for (std::size_t at = 0; at < text.size() || at == 0; at += kBlock) {
      entry->second.blocks.push_back(place);
      place = advance(place, text.substr(at, kBlock));
    }
  }
  return entry->second;
}

Place PlaceFinder::find(FileId file, std::uint32_t offset) {
  const auto& blocks = index_of(file).blocks;
  const auto text = sources_->text(file);
  const std::size_t end = std::min<std::size_t>(offset, text.size());
  const std::size_t block = std::min(end / kBlock, blocks.size() - 1);
  return advance(blocks[block], text.substr(block * kBlock, end - block * kBlock));
}

std::string_view PlaceFinder::line_around(FileId file, std::uint32_t offset) {
  const auto text = sources_->text(file);
  const std::size_t at = std::min<std::size_t>(offset, text.size());
  const auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  auto end = std::min(text.find('\n', at), text.size());
  if (end > begin && text[end - 1] == '\r') --end;
  return text.substr(begin, end - begin);
}

}  // namespace sprintd
