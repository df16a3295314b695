// Where something stands in a source text: a file and a half-open range of bytes.
//
// Neighbours: Sources (sources.h) owns the texts, PlaceFinder (places.h) turns offsets into line and column for people.
// Plain values; a Span stays valid as long as the Sources that gave out its FileId.
#pragma once

#include <cstdint>

namespace sprintd {

enum class FileId : std::uint32_t { none = 0xffffffff };

struct Span {
  FileId file = FileId::none;
  std::uint32_t begin = 0;  // bytes from the start of the file
  std::uint32_t end = 0;    // one past the last byte; equal to begin for a point

  [[nodiscard]] bool known() const { return file != FileId::none; }
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace sprintd
