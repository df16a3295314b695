// Dates as documents write them, fast because a backlog names the same few days again and again.
//
// Neighbours: parse_instant() (rules/base/calendar.h) decides what a date is, the builder (builder.h) asks here. One
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/base/calendar.h"

namespace sprintd::backlog {

class DateReader {
 public:
  struct Date {
    Instant instant{};
    bool is_day = false;  // no time, so no zone yet: the instant is the UTC start of the day
  };

  std::optional<Date> read(std::string_view text);

 private:
  struct Known {
    std::array<char, 10> text{};
    Instant start{};
  };

  std::optional<Instant> start_of(std::string_view day);

  const TimeZone utc_;
  std::array<Known, 512> known_;
};

}  // namespace sprintd::backlog
