// The time in which a declaration or a waiver is in force, read once from its dates.
//
// Neighbours: audit and decide skip what is not in force; the dates are days of the organisation (Effective in
// rules/ruleset). A value.
#pragma once

#include <limits>
#include <string_view>

#include "rules/base/calendar.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::eval {

struct Window {
  Instant from{std::numeric_limits<std::int64_t>::min()};
  Instant until{std::numeric_limits<std::int64_t>::max()};

  [[nodiscard]] bool contains(Instant now) const { return from <= now && now <= until; }
};

// "" leaves an end open. A date that cannot be read closes the window: nothing is in force by mistake.
inline Window read_window(std::string_view from, std::string_view until, const TimeZone& zone) {
  constexpr Window kNever{Instant{1}, Instant{0}};
  Window window;
  if (!from.empty()) {
    const auto first = parse_instant(from, zone, DayEdge::first);
    if (!first) return kNever;
    window.from = *first;
  }
  if (!until.empty()) {
    const auto last = parse_instant(until, zone, DayEdge::last);
    if (!last) return kNever;
    window.until = *last;
  }
  return window;
}

inline Window read_window(const ruleset::Effective& effective, const TimeZone& zone) {
  return read_window(effective.from, effective.until, zone);
}

}  // namespace sprintd::eval
