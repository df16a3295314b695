#include "rules/base/origin.h"

#include <algorithm>

namespace sprintd {

Origin Origin::verbatim(FileId file, std::uint32_t begin, std::uint32_t length) {
  Origin origin(file);
  origin.add_run(0, begin);
  origin.set_end(length, begin + length);
  return origin;
}

Origin Origin::whole(Span span) {
  Origin origin(span.file);
  origin.whole_ = span;
  return origin;
}

void Origin::add_run(std::uint32_t decoded, std::uint32_t source) {
  if (!runs_.empty() && runs_.back().decoded == decoded) {
    runs_.back().source = source;
  } else {
    runs_.push_back({decoded, source});
  }
}

void Origin::set_end(std::uint32_t decoded_length, std::uint32_t source_end) { add_run(decoded_length, source_end); }

std::uint32_t Origin::source_of(std::size_t decoded) const {
  if (runs_.empty()) return 0;
  const auto after =
      std::ranges::upper_bound(runs_, decoded, {}, [](const Run& run) { return std::size_t{run.decoded}; });
  if (after == runs_.begin()) return runs_.front().source;
  const auto& run = *(after - 1);
  return run.source + static_cast<std::uint32_t>(decoded - run.decoded);
}

Origin Origin::part(std::size_t begin, std::size_t end) const {
  if (whole_.known()) return *this;
  Origin result(file_);
  result.add_run(0, source_of(begin));
  for (const auto& run : runs_) {
    if (run.decoded > begin && run.decoded < end) {
      result.add_run(run.decoded - static_cast<std::uint32_t>(begin), run.source);
    }
  }
  result.set_end(static_cast<std::uint32_t>(end - begin), span(begin, end).end);
  return result;
}

Span Origin::span(std::size_t begin, std::size_t end) const {
  if (whole_.known()) return whole_;
  const auto first = source_of(begin);
  if (end <= begin) return {file_, first, first};
  // The end of the last byte, not the start of the next: they differ where an escape or a fold lies between.
  return {file_, first, std::max(first + 1, source_of(end - 1) + 1)};
}

}  // namespace sprintd
