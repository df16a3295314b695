// The way back from a decoded text to the file: which bytes of the source each byte of a YAML scalar came from.
//
// Neighbours: rules/yaml makes one for each scalar (quotes, escapes, folding and indentation make decoded text differ
// from source text); rules/lang places its carets through it. A value; cheap to copy for plain scalars (one run).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rules/base/span.h"

namespace sprintd {

class Origin {
 public:
  // From byte `decoded` of a text on, byte `source` and what follows of another: byte for byte, until the next run.
  struct Run {
    std::uint32_t decoded;
    std::uint32_t source;
    std::uint32_t width = 0;  // of an escape that is one byte decoded: how many bytes of source
    friend bool operator==(const Run&, const Run&) = default;
  };

  Origin() = default;
  // A text that stands in the file as it is, from `begin` on.
  static Origin verbatim(FileId file, std::uint32_t begin, std::uint32_t length);
  // A text of which no more is known than where it stands: every part of it maps to all of it.
  static Origin whole(Span span);

  explicit Origin(FileId file) : file_(file) {}
  // Decoded bytes from `decoded` on stand in the source from `source` on, byte for byte, until the next run.
  // Call in order of `decoded`; an escape is a run of its own, see Run::width.
  void add_run(std::uint32_t decoded, std::uint32_t source, std::uint32_t width = 0);
  // One past the last source byte of the text (the closing quote is not part of it).
  void set_end(std::uint32_t decoded_length, std::uint32_t source_end);

  // The source bytes of decoded[begin, end). A point (begin == end) maps to a point.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;
  // The way back of decoded[begin, end) alone: an expression inside a message.
  [[nodiscard]] Origin part(std::size_t begin, std::size_t end) const;
  // The way back of a text that was decoded from this one: a string literal with escapes. Its `size` bytes came from
  // this one's as the runs say.
  [[nodiscard]] Origin through(std::span<const Run> runs, std::size_t size) const;
  [[nodiscard]] FileId file() const { return file_; }

 private:
  [[nodiscard]] const Run* run_of(std::size_t decoded) const;
  [[nodiscard]] std::uint32_t source_of(std::size_t decoded) const;

  FileId file_ = FileId::none;
  std::vector<Run> runs_;
  Span whole_;  // known where every part maps to it
};

}  // namespace sprintd
