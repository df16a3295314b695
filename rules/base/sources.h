// The texts that were read: packs, backlogs, organisation files, command-line expressions, each with a name for people.
//
// Neighbours: spans (span.h) point into it; PlaceFinder (places.h) and render_diagnostics (diagnostic_text.h) read it.
// Texts never move or change once added, so string_views into them live as long as the Sources. Adding is for one
// thread; reading is safe from many once nobody adds.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "rules/base/result.h"
#include "rules/base/span.h"

namespace sprintd {

class Sources {
 public:
  // A text may be read this many bytes past its end: JSON readers that work in blocks need the room.
  static constexpr std::size_t kPadding = 64;
  static constexpr std::size_t kMaxBytes = 0xfffffff0;

  Sources() = default;
  Sources(Sources&&) = default;
  Sources& operator=(Sources&&) = default;
  Sources(const Sources&) = delete;
  Sources& operator=(const Sources&) = delete;

  // Fails with Code::text_too_long above kMaxBytes.
  Result<FileId> add(std::string name, std::string text);
  [[nodiscard]] std::string_view name(FileId file) const;
  [[nodiscard]] std::string_view text(FileId file) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string name;
    std::string text;  // with capacity for kPadding more bytes
  };
  std::deque<File> files_;
};

}  // namespace sprintd
