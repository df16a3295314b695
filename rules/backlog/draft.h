// A backlog while it is built, with what only building needs: where values stand, and what is wrong with them.
//
// Neighbours: builder.h fills it, resolve.h and derive.h finish it, load.cc owns it. Fast, it only notes that something
// was wrong; with Faults it keeps the place of each value that a later check may complain about. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "rules/backlog/data.h"
#include "rules/backlog/faults.h"
#include "rules/base/span.h"

namespace sprintd::backlog {

// Where cells and elements of lists stand.
class Places {
 public:
  static constexpr std::uint32_t kWhole = 0x3fffff;  // the cell itself, not an element of it

  void set(EntityKind kind, std::uint16_t slot, Row row, std::uint32_t element, Span span) {
    spans_[key(kind, slot, row, element)] = span;
  }
  // Unknown for cells that no document wrote.
  [[nodiscard]] Span find(EntityKind kind, std::uint16_t slot, Row row, std::uint32_t element = kWhole) const {
    const auto found = spans_.find(key(kind, slot, row, element));
    return found == spans_.end() ? Span() : found->second;
  }

 private:
  static std::uint64_t key(EntityKind kind, std::uint16_t slot, Row row, std::uint32_t element) {
    const auto cell = (std::uint64_t{element < kWhole ? element : kWhole} << 10) | (std::uint64_t{slot} << 4) |
                      static_cast<std::uint64_t>(kind);
    return (cell << 32) | row;
  }
  std::unordered_map<std::uint64_t, Span> spans_;
};

struct Draft {
  Draft(BacklogData& of, Faults* into) : data(of), faults(into) {}

  BacklogData& data;
  Faults* faults;  // null: fast, without places
  Places places;
  bool failed = false;
  bool is_whole = true;  // every document was read to its end, so what is missing is missing
  bool has_organisation = false;
  bool uses_sprint = false;   // a single one
  bool uses_sprints = false;  // a list

  // `say` makes the Diagnostic; it is not called where nobody would read it.
  template <typename Say>
  void fault(Span span, Say&& say) {
    failed = true;
    if (faults == nullptr) return;
    if (faults->wants_more(span.file)) {
      faults->add(std::forward<Say>(say)());
    } else {
      faults->drop(span.file);
    }
  }

  // "/items/3/blocked_by/0"
  [[nodiscard]] std::string pointer(EntityKind kind, Row row, std::uint16_t slot,
                                    std::uint32_t element = Places::kWhole) const;
};

// Dates are read before the time zone is known (it may stand in a later file), so a day waits in its column as the UTC
// start of that day, marked by an offset that no instant reaches.
constexpr std::int64_t kDayMark = std::int64_t{1} << 61;
inline bool is_marked_day(Instant instant) { return static_cast<std::int64_t>(instant) > kDayMark / 2; }

}  // namespace sprintd::backlog
