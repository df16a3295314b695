#include "rules/base/calendar.h"

#include <catch2/catch.hpp>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "tests/support/sanitizer_needs.h"

using namespace sprintd;

namespace {

TimeZone zone_named(std::string_view name) {
  const auto zone = TimeZone::load(name);
  REQUIRE(zone);
  return *zone;
}

// The instant as text, so that a failing row says what came out.
std::string parsed(std::string_view text, const TimeZone& zone, DayEdge edge = DayEdge::first) {
  const auto instant = parse_instant(text, zone, edge);
  return instant ? format_instant(*instant) : "(nothing)";
}

CivilTime civil(std::int64_t year, int month, int day, int hour, int minute) {
  CivilTime time;
  time.year = year;
  time.month = month;
  time.day = day;
  time.hour = hour;
  time.minute = minute;
  return time;
}

}  // namespace

TEST_CASE("time zones by name") {
  for (const auto* good : {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "+02:00", "-8:30",
                           "-08:30", "+00:00", "+14:00"}) {
    INFO(good);
    const auto zone = TimeZone::load(good);
    REQUIRE(zone);
    CHECK(zone->name() == good);
  }
  for (const auto* bad : {"", "Europe/Atlantis", "+2", "+24:00", "+02:60", "02:00", "+2:0", "+002:00", "localtime",
                          "/usr/share/zoneinfo/Europe/Berlin", "../zoneinfo/Europe/Berlin", "libc:localtime",
                          "file:Europe/Berlin", "Europe", "Europe/Berlin "}) {
    INFO(bad);
    CHECK_FALSE(TimeZone::load(bad));
  }
  CHECK(TimeZone().name() == "UTC");
}

TEST_CASE("a zone that could not be read for want of a descriptor is there as soon as there is one") {
  if (test::kChecksNeedDescriptors) {
    WARN("[skipped] the checks of this build need descriptors themselves");
    return;
  }
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const auto limit_descriptors = [&](rlim_t most) {
    const rlimit limit{.rlim_cur = most, .rlim_max = before.rlim_max};
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
  };
  REQUIRE(limit_descriptors(0));
  const auto without = TimeZone::load("Pacific/Chatham");
  const auto again = TimeZone::load("Pacific/Chatham");
  REQUIRE(limit_descriptors(before.rlim_cur));
  CHECK_FALSE(without);
  CHECK_FALSE(again);
  const auto zone = TimeZone::load("Pacific/Chatham");
  REQUIRE(zone);
  CHECK(zone->name() == "Pacific/Chatham");
  CHECK(format_instant(*parse_instant("2026-07-01", *zone)) == "2026-06-30T11:15:00Z");
}

// The library under TimeZone remembers every name that it is asked for.
TEST_CASE("one zone has not many names") {
  CHECK_FALSE(TimeZone::load("Pacific//Chatham"));
  CHECK_FALSE(TimeZone::load("Pacific/Chatham/"));
  CHECK_FALSE(TimeZone::load("Pacific"));
}

TEST_CASE("instants of texts") {
  struct Row {
    std::string_view text, expected, why;
  };
  const std::vector<Row> rows = {
      {"2026-03-02T15:00:00Z", "2026-03-02T15:00:00Z", "UTC"},
      {"2026-03-02T15:00:00+01:00", "2026-03-02T14:00:00Z", "an offset"},
      {"2026-03-02T15:00:00-08:30", "2026-03-02T23:30:00Z", "a negative one"},
      {"2026-03-02T15:00:00-00:00", "2026-03-02T15:00:00Z", "an unknown local offset is UTC"},
      {"2026-03-02T00:30:00+01:00", "2026-03-01T23:30:00Z", "over the border of a day"},
      {"2026-03-02T15:00:00.5Z", "2026-03-02T15:00:00.5Z", "a fraction"},
      {"2026-03-02T15:00:00.000001Z", "2026-03-02T15:00:00.000001Z", "a microsecond"},
      {"2026-03-02T15:00:00.123456789Z", "2026-03-02T15:00:00.123456Z", "nine digits, cut to six"},
      {"2026-03-02T15:00:00.1234567890Z", "(nothing)", "ten digits"},
      {"2026-03-02T15:00:00.Z", "(nothing)", "no digit"},
      {"2026-03-02", "2026-03-01T23:00:00Z", "a date is the first instant of its day in the zone"},
      {"2026-07-02", "2026-07-01T22:00:00Z", "in summer time too"},
      {"2024-02-29", "2024-02-28T23:00:00Z", "a leap year"},
      {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "a leap century"},
      {"1900-02-29", "(nothing)", "a century that is none"},
      {"2026-02-29", "(nothing)", "no leap year"},
      {"2026-04-31", "(nothing)", "a month of thirty days"},
      {"2026-13-01", "(nothing)", "no such month"},
      {"2026-00-01", "(nothing)", "nor this one"},
      {"2026-01-00", "(nothing)", "no such day"},
      {"2026-3-2", "(nothing)", "two digits each"},
      {"26-03-02", "(nothing)", "four for the year"},
      {"0000-01-01", "(nothing)", "before year 1"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "the first instant"},
      {"0001-01-01T00:00:00+00:01", "(nothing)", "a minute before it"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", "the last instant"},
      {"9999-12-31T23:59:59-00:01", "(nothing)", "after it"},
      {"10000-01-01", "(nothing)", "five digits"},
      {"2026-03-02 15:00:00Z", "(nothing)", "a space for T"},
      {"2026-03-02t15:00:00Z", "(nothing)", "a lower-case t"},
      {"2026-03-02T15:00:00z", "(nothing)", "a lower-case z"},
      {"2026-03-02T15:00:00", "(nothing)", "no offset"},
      {"2026-03-02T15:00Z", "(nothing)", "no seconds"},
      {"2026-03-02T24:00:00Z", "(nothing)", "hour 24"},
      {"2026-03-02T15:60:00Z", "(nothing)", "minute 60"},
      {"2026-03-02T15:00:60Z", "(nothing)", "second 60"},
      {"2026-03-02T15:00:00+24:00", "(nothing)", "offset hour 24"},
      {"2026-03-02T15:00:00+0100", "(nothing)", "an offset without colon"},
      {"2026-03-02T15:00:00+1:00", "(nothing)", "an offset of one digit"},
      {"2026-03-02T15:00:00Zx", "(nothing)", "text behind"},
      {"2026-03-02x", "(nothing)", "text behind a date"},
      {"", "(nothing)", "empty"},
      {"+026-03-02", "(nothing)", "a sign"},
  };
  const auto berlin = zone_named("Europe/Berlin");
  for (const auto& row : rows) {
    INFO(row.why << ": " << row.text);
    CHECK(parsed(row.text, berlin) == row.expected);
  }
}

TEST_CASE("the edges of days") {
  struct Row {
    std::string_view zone, date, first, last, why;
  };
  const std::vector<Row> rows = {
      {"UTC", "2026-03-13", "2026-03-13T00:00:00Z", "2026-03-13T23:59:59.999999Z", "a plain day"},
      {"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999999Z", "a day of 23 hours"},
      {"Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999999Z", "a day of 25 hours"},
      {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59.999999Z", "no midnight"},
      {"America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00Z", "2018-11-04T02:59:59.999999Z", "the day before"},
      {"+02:00", "2026-03-13", "2026-03-12T22:00:00Z", "2026-03-13T21:59:59.999999Z", "a fixed offset"},
      {"-8:30", "2026-03-13", "2026-03-13T08:30:00Z", "2026-03-14T08:29:59.999999Z", "a negative one"},
      {"UTC", "2026-12-31", "2026-12-31T00:00:00Z", "2026-12-31T23:59:59.999999Z", "the end of a year"},
      {"UTC", "9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999999Z", "the end of time"},
      {"+02:00", "0001-01-01", "(nothing)", "0001-01-01T21:59:59.999999Z", "starts before year 1"},
  };
  for (const auto& row : rows) {
    INFO(row.why << ": " << row.date << " " << row.zone);
    const auto zone = zone_named(row.zone);
    CHECK(parsed(row.date, zone, DayEdge::first) == row.first);
    CHECK(parsed(row.date, zone, DayEdge::last) == row.last);
  }
}

TEST_CASE("an edge does not move a time of day") {
  CHECK(parsed("2026-03-02T15:00:00Z", TimeZone(), DayEdge::last) == "2026-03-02T15:00:00Z");
}

TEST_CASE("clock changes in Berlin: the earlier of two readings") {
  const auto berlin = zone_named("Europe/Berlin");
  CHECK(format_instant(berlin.instant(civil(2026, 3, 29, 1, 59))) == "2026-03-29T00:59:00Z");
  CHECK(format_instant(berlin.instant(civil(2026, 3, 29, 2, 30))) == "2026-03-29T00:30:00Z");
  CHECK(format_instant(berlin.instant(civil(2026, 3, 29, 3, 0))) == "2026-03-29T01:00:00Z");
  CHECK(format_instant(berlin.instant(civil(2026, 10, 25, 1, 59))) == "2026-10-24T23:59:00Z");
  CHECK(format_instant(berlin.instant(civil(2026, 10, 25, 2, 30))) == "2026-10-25T00:30:00Z");
  CHECK(format_instant(berlin.instant(civil(2026, 10, 25, 3, 0))) == "2026-10-25T02:00:00Z");
}

TEST_CASE("civil time of an instant") {
  const auto berlin = zone_named("Europe/Berlin");
  const auto instant = parse_instant("2026-03-29T01:00:00.25Z", berlin);
  REQUIRE(instant);
  const auto time = berlin.civil(*instant);
  CHECK(time.year == 2026);
  CHECK(time.month == 3);
  CHECK(time.day == 29);
  CHECK(time.hour == 3);
  CHECK(time.minute == 0);
  CHECK(time.second == 0);
  CHECK(time.micros == 250'000);
  CHECK(time.weekday == 0);
  CHECK(time.year_day == 87);
  CHECK(berlin.instant(time) == *instant);
}

TEST_CASE("before the epoch the microseconds still count forward") {
  const auto time = TimeZone().civil(Instant{-1});
  CHECK(time.year == 1969);
  CHECK(time.second == 59);
  CHECK(time.micros == 999'999);
  CHECK(time.weekday == 3);
  CHECK(time.year_day == 364);
  CHECK(format_instant(Instant{-1}) == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("dates of instants") {
  CHECK(format_date(Instant{0}, TimeZone()) == "1970-01-01");
  CHECK(format_date(*parse_instant("2026-03-01T23:00:00Z", TimeZone()), zone_named("Europe/Berlin")) == "2026-03-02");
  CHECK(format_date(*parse_instant("2026-03-02T04:00:00Z", TimeZone()), zone_named("-8:30")) == "2026-03-01");
  CHECK(format_date(*parse_instant("0007-01-02", TimeZone()), TimeZone()) == "0007-01-02");
}
