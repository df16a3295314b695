// Line and column of a byte offset, for people: both from 1, columns counted in code points.
//
// Neighbours: Sources (sources.h) owns the texts; everything that prints a place asks one of these. It indexes a text
// the first time it is asked about it, in one pass, and then looks at no more than one block for each answer, also for
// a text of one very long line. Borrows the Sources; one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "rules/base/sources.h"
#include "rules/base/span.h"

namespace sprintd {

struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const Place&, const Place&) = default;
};

class PlaceFinder {
 public:
  explicit PlaceFinder(const Sources& sources) : sources_(&sources) {}

  Place find(FileId file, std::uint32_t offset);
  Place find(Span span) { return find(span.file, span.begin); }
  // The whole line around the offset, without its line end.
  std::string_view line_around(FileId file, std::uint32_t offset);
  [[nodiscard]] const Sources& sources() const { return *sources_; }

 private:
  // Where line and column stand at each kBlock bytes of a text.
  struct Index {
    std::vector<Place> blocks;
  };
  static constexpr std::uint32_t kBlock = 512;
  const Index& index_of(FileId file);

  const Sources* sources_;
  std::map<FileId, Index> indexes_;
};

}  // namespace sprintd
