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

void Origin::add_run(std::uint32_t decoded, std::uint32_t source, std::uint32_t width) {
  if (!runs_.empty() && runs_.back().decoded == decoded) runs_.pop_back();
  runs_.push_back({decoded, source, width});
}

void Origin::set_end(std::uint32_t decoded_length, std::uint32_t source_end) { add_run(decoded_length, source_end); }

const Origin::Run* Origin::run_of(std::size_t decoded) const {
  if (runs_.empty()) return nullptr;
  const auto after =
      std::ranges::upper_bound(runs_, decoded, {}, [](const Run& run) { return std::size_t{run.decoded}; });
  return after == runs_.begin() ? nullptr : &*(after - 1);
}

std::uint32_t Origin::source_of(std::size_t decoded) const {
  const auto* run = run_of(decoded);
  if (run != nullptr) return run->source + static_cast<std::uint32_t>(decoded - run->decoded);
  return runs_.empty() ? 0 : runs_.front().source;
}

Origin Origin::part(std::size_t begin, std::size_t end) const {
  if (whole_.known()) return *this;
  Origin result(file_);
  const auto* first = run_of(begin);
  result.add_run(0, source_of(begin), first != nullptr && first->decoded == begin ? first->width : 0);
  for (const auto& run : runs_) {
    if (run.decoded > begin && run.decoded < end) {
      result.add_run(run.decoded - static_cast<std::uint32_t>(begin), run.source, run.width);
    }
  }
  result.set_end(static_cast<std::uint32_t>(end - begin), span(begin, end).end);
  return result;
}

Origin Origin::through(std::span<const Run> runs, std::size_t size) const {
  if (whole_.known()) return *this;
  Origin result(file_);
  std::uint32_t expected = 0;
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < size && !runs.empty(); ++i) {
    while (at + 1 < runs.size() && runs[at + 1].decoded <= i) ++at;
    const auto& run = runs[at];
    const std::size_t from = run.source + (i - run.decoded);
    const auto place = span(from, from + std::max<std::size_t>(1, run.width));
    const auto width = place.end - place.begin;
    if (i == 0 || place.begin != expected || width > 1) result.add_run(i, place.begin, width > 1 ? width : 0);
    expected = place.begin + 1;
  }
  if (!runs.empty() && size == 0) result.add_run(0, source_of(runs[0].source));
  return result;
}

Span Origin::span(std::size_t begin, std::size_t end) const {
  if (whole_.known()) return whole_;
  const auto first = source_of(begin);
  if (end <= begin) return {file_, first, first};
  // The end of the last byte, not the start of the next: they differ where an escape or a fold lies between.
  const auto* last = run_of(end - 1);
  const auto width = last != nullptr && last->decoded == end - 1 ? std::max(last->width, 1U) : 1U;
  return {file_, first, std::max(first + 1, source_of(end - 1) + width)};
}

}  // namespace sprintd
