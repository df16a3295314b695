// Parts of timestamps and durations, and the calendar: date(), days(), working_days().
#include <array>
#include <chrono>
#include <fmt/format.h>

#include "rules/lang/function_rows.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

CivilTime civil_in(const TimeZone& zone, const Value& timestamp) {
  return zone.civil(Instant{timestamp.i * kMicrosPerSecond});
}

template <typename Part>
Value part_in_utc(Arguments a, Part part) {
  return Value::of(static_cast<std::int64_t>(part(civil_in(TimeZone(), a[0]), a[0])));
}

template <typename Part>
Value part_in_zone(Arguments a, CallContext& context, Part part) {
  constexpr std::uint64_t kZoneSteps = 20;
  if (!context.charge(kZoneSteps)) return context.too_much_work();
  const auto zone = zone_named(a[1].string());
  if (!zone) return context.error(fmt::format("unknown time zone {}", quoted_text(a[1].string())));
  return Value::of(static_cast<std::int64_t>(part(civil_in(*zone, a[0]), a[0])));
}

// Each part of a civil time: one type, so that one template makes both overloads.
struct FullYear {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.year; }
};
struct Month {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.month - 1; }
};
struct Date {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.day; }
};
struct DayOfMonth {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.day - 1; }
};
struct DayOfWeek {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.weekday; }
};
struct DayOfYear {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.year_day; }
};
struct Hours {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.hour; }
};
struct Minutes {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.minute; }
};
struct Seconds {
  std::int64_t operator()(const CivilTime& t, const Value&) const { return t.second; }
};
struct Milliseconds {
  std::int64_t operator()(const CivilTime&, const Value& v) const { return v.size / 1'000'000; }
};

template <typename Part>
void add_part(FunctionRows& rows, std::string_view name, std::string_view doc) {
  rows.push_back({name,
                  true,
                  {Kind::timestamp},
                  Kind::integer,
                  [](Arguments a, CallContext&) { return part_in_utc(a, Part()); },
                  doc,
                  2});
  rows.push_back({name,
                  true,
                  {Kind::timestamp, Kind::string},
                  Kind::integer,
                  [](Arguments a, CallContext& context) { return part_in_zone(a, context, Part()); },
                  doc,
                  2});
}

// Whole seconds of a duration, towards zero.
std::int64_t whole_seconds(const Value& duration) {
  return duration.i < 0 && duration.size != 0 ? duration.i + 1 : duration.i;
}

Value hours_of(Arguments a, CallContext&) { return Value::of(whole_seconds(a[0]) / 3600); }
Value minutes_of(Arguments a, CallContext&) { return Value::of(whole_seconds(a[0]) / 60); }
Value seconds_of(Arguments a, CallContext&) { return Value::of(whole_seconds(a[0])); }
// What is left beyond whole seconds, unlike its siblings: so says CEL.
Value milliseconds_of(Arguments a, CallContext&) {
  const auto nanos = a[0].i < 0 && a[0].size != 0 ? static_cast<std::int64_t>(a[0].size) - kNanosPerSecond
                                                  : static_cast<std::int64_t>(a[0].size);
  return Value::of(nanos / 1'000'000);
}

TimeZone zone_of(const CallContext& context) { return context.facts != nullptr ? context.facts->zone() : TimeZone(); }

Value date(Arguments a, CallContext& context) {
  constexpr std::size_t kLength = 10;  // 2026-03-01
  const auto text = a[0].string();
  const auto instant = text.size() == kLength ? parse_instant(text, zone_of(context)) : std::nullopt;
  if (!instant) return context.error(fmt::format("{} is not a date such as '2026-03-01'", quoted_text(text)));
  return Value::of(*instant);
}

Value days(Arguments a, CallContext& context) {
  std::int64_t seconds = 0;
  if (__builtin_mul_overflow(a[0].i, std::int64_t{86'400}, &seconds) || !valid_duration(Value::duration(seconds, 0))) {
    return context.error(fmt::format("duration out of range (about 292 years): {} days", a[0].i));
  }
  return Value::duration(seconds, 0);
}

// Days since 1970-01-01 of the civil date.
std::int64_t day_number(const CivilTime& t) {
  return std::chrono::sys_days{std::chrono::year{static_cast<int>(t.year)} / t.month / t.day}
      .time_since_epoch()
      .count();
}

constexpr std::int64_t kMonday = 4 - 7 * 110'000;  // 1970-01-05 was a Monday; this one is before year 1
constexpr std::int64_t kWeekdaysOfAllYears = 260 * 10'000 + 30'000;

// Mondays to Fridays before a day, from a Monday long ago.
std::int64_t weekdays_before(std::int64_t day) {
  const auto since = day - kMonday;
  const auto in_week = since % 7;
  return since / 7 * 5 + (in_week < 5 ? in_week : 5);
}

std::int64_t weekdays_touched(const TimeZone& zone, const Value& from, const Value& until) {
  const auto end = civil_in(zone, until);
  const bool at_midnight = end.hour == 0 && end.minute == 0 && end.second == 0 && until.size == 0;
  const auto first = day_number(civil_in(zone, from));
  const auto past = day_number(end) + (at_midnight ? 0 : 1);
  return past <= first ? 0 : weekdays_before(past) - weekdays_before(first);
}

Value working_days(Arguments a, CallContext& context) {
  const auto zone = zone_of(context);
  const bool forwards = a[0].i < a[1].i || (a[0].i == a[1].i && a[0].size < a[1].size);
  if (forwards) return Value::of(weekdays_touched(zone, a[0], a[1]));
  if (a[0].i == a[1].i && a[0].size == a[1].size) return Value::of(std::int64_t{0});
  return Value::of(-weekdays_touched(zone, a[1], a[0]));
}

// The weekday before which so many lie.
std::int64_t weekday_at(std::int64_t count) { return kMonday + count / 5 * 7 + count % 5; }

bool is_weekend(std::int64_t day) { return (day - kMonday) % 7 >= 5; }

Value add_working_days(Arguments a, CallContext& context) {
  const auto count = a[1].i;
  if (count == 0) return a[0];
  constexpr std::string_view kOutOfRange = "timestamp out of range (years 1 to 9999)";
  if (count > kWeekdaysOfAllYears || count < -kWeekdaysOfAllYears) return context.error(kOutOfRange);
  const auto zone = zone_of(context);
  auto civil = civil_in(zone, a[0]);
  const auto day = day_number(civil);
  // From a Saturday or Sunday the first working day after it is the next one, as from the Friday before.
  const auto from = weekdays_before(day) - (is_weekend(day) && count > 0 ? 1 : 0);
  const std::chrono::year_month_day moved{std::chrono::sys_days{std::chrono::days{weekday_at(from + count)}}};
  if (moved.year() < std::chrono::year{1} || moved.year() > std::chrono::year{9999}) return context.error(kOutOfRange);
  civil.year = static_cast<int>(moved.year());
  civil.month = static_cast<int>(static_cast<unsigned>(moved.month()));
  civil.day = static_cast<int>(static_cast<unsigned>(moved.day()));
  auto result = Value::of(zone.instant(civil));
  result.size = a[0].size;  // the fraction of a second stays as exact as it was
  return valid_timestamp(result) ? result : context.error(kOutOfRange);
}

}  // namespace

void add_time_rows(FunctionRows& rows) {
  add_part<FullYear>(rows, "getFullYear", "the year, in UTC or the time zone named");
  add_part<Month>(rows, "getMonth", "the month, January is 0, in UTC or the time zone named");
  add_part<Date>(rows, "getDate", "the day of the month from 1, in UTC or the time zone named");
  add_part<DayOfMonth>(rows, "getDayOfMonth", "the day of the month from 0, in UTC or the time zone named");
  add_part<DayOfWeek>(rows, "getDayOfWeek", "the day of the week, Sunday is 0, in UTC or the time zone named");
  add_part<DayOfYear>(rows, "getDayOfYear", "the day of the year from 0, in UTC or the time zone named");
  add_part<Hours>(rows, "getHours", "the hour, in UTC or the time zone named");
  add_part<Minutes>(rows, "getMinutes", "the minute, in UTC or the time zone named");
  add_part<Seconds>(rows, "getSeconds", "the second, in UTC or the time zone named");
  add_part<Milliseconds>(rows, "getMilliseconds", "the milliseconds within the second");
  const Type duration = Kind::duration;
  rows.push_back({"getHours", true, {duration}, Kind::integer, hours_of, "all of it in whole hours", 1});
  rows.push_back({"getMinutes", true, {duration}, Kind::integer, minutes_of, "all of it in whole minutes", 1});
  rows.push_back({"getSeconds", true, {duration}, Kind::integer, seconds_of, "all of it in whole seconds", 1});
  rows.push_back({"getMilliseconds",
                  true,
                  {duration},
                  Kind::integer,
                  milliseconds_of,
                  "the milliseconds beyond the whole seconds",
                  1});

  rows.push_back({"date",
                  false,
                  {Kind::string},
                  Kind::timestamp,
                  date,
                  "the first instant of a day in the organisation's time zone: date('2026-03-01')",
                  5,
                  -1,
                  true});
  rows.push_back({"days", false, {Kind::integer}, duration, days, "so many days of 24 hours", 1});
  rows.push_back({"add_working_days",
                  false,
                  {Kind::timestamp, Kind::integer},
                  Kind::timestamp,
                  add_working_days,
                  "the same time of day so many Mondays to Fridays later, earlier below 0, in the organisation's time "
                  "zone: add_working_days(sprint.starts, -3)",
                  5,
                  -1,
                  true});
  rows.push_back({"working_days",
                  false,
                  {Kind::timestamp, Kind::timestamp},
                  Kind::integer,
                  working_days,
                  "how many Mondays to Fridays the time from the first up to, but not including, the second touches, "
                  "in the organisation's time zone; below 0 when the second comes first",
                  5,
                  -1,
                  true});
}

}  // namespace sprintd::lang
