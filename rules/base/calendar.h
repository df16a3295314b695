// Instants, dates and durations, and the time zone that turns one into another.
//
// Neighbours: rules/backlog parses dates with it, rules/lang computes with them. cctz is used in calendar.cc alone.
// An Instant counts microseconds from 1970-01-01T00:00:00Z; years 1 to 9999. TimeZone is an immutable value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sprintd {

enum class Instant : std::int64_t {};   // microseconds since the epoch
enum class Duration : std::int64_t {};  // microseconds

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

struct CivilTime {
  std::int64_t year = 1970;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int micros = 0;
  int weekday = 4;   // 0 is Sunday
  int year_day = 0;  // 0 is the first of January
};

class TimeZone {
 public:
  TimeZone();  // UTC
  // An IANA name, "UTC", or a fixed offset such as "+02:00" or "-8:30".
  static std::optional<TimeZone> load(std::string_view name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] CivilTime civil(Instant instant) const;
  // A time that does not exist or exists twice (a clock change) is the earlier of the two readings.
  [[nodiscard]] Instant instant(const CivilTime& civil) const;
  [[nodiscard]] Instant start_of_day(std::int64_t year, int month, int day) const;
  [[nodiscard]] Instant end_of_day(std::int64_t year, int month, int day) const;  // its last microsecond

 private:
  struct Zone;
  std::shared_ptr<const Zone> zone_;
  std::string name_;
};

// "2026-03-02" (the day's first or, as an end, last instant in the zone) or RFC 3339 "2026-03-02T15:00:00.5Z" /
// "+01:00". Nothing for anything else, for days that do not exist, and outside years 1 to 9999.
enum class DayEdge : std::uint8_t { first, last };
std::optional<Instant> parse_instant(std::string_view text, const TimeZone& zone, DayEdge edge = DayEdge::first);

// RFC 3339 in UTC with Z, fraction only where there is one: "2026-03-02T15:00:00Z".
std::string format_instant(Instant instant);
// "2026-03-02" in the zone.
std::string format_date(Instant instant, const TimeZone& zone);

}  // namespace sprintd
