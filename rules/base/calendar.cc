#include "rules/base/calendar.h"

#include <algorithm>
#include <array>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>
#include <utility>

namespace sprintd {

struct TimeZone::Zone {
  cctz::time_zone zone;
};

namespace {

using Seconds = cctz::time_point<cctz::seconds>;

constexpr std::int64_t kFirstYear = 1;
constexpr std::int64_t kLastYear = 9999;

struct Split {
  std::int64_t seconds;
  std::int64_t micros;  // 0 to 999999
};

Split split(Instant instant) {
  const auto value = static_cast<std::int64_t>(instant);
  auto seconds = value / kMicrosPerSecond;
  auto micros = value % kMicrosPerSecond;
  if (micros < 0) {
    --seconds;
    micros += kMicrosPerSecond;
  }
  return {seconds, micros};
}

Seconds time_point(std::int64_t seconds) { return Seconds(cctz::seconds(seconds)); }

Instant instant_of(Seconds seconds, std::int64_t micros = 0) {
  return Instant{seconds.time_since_epoch().count() * kMicrosPerSecond + micros};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes a number of exactly `digits` digits from the front of the text.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (!is_digit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

// ".5" to 500000; up to nine digits, of which the last three are dropped. No fraction is 0.
std::optional<int> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  if (digits == 0 || digits > 9) return std::nullopt;
  int micros = 0;
  for (std::size_t i = 0; i < 6; ++i) micros = micros * 10 + (i < digits ? text[i] - '0' : 0);
  text.remove_prefix(digits);
  return micros;
}

// "+02:00", or "-8:30" where the hour may have one digit; in seconds.
std::optional<int> take_offset(std::string_view& text, bool short_hour) {
  const bool is_negative = take(text, '-');
  if (!is_negative && !take(text, '+')) return std::nullopt;
  const bool one_digit = short_hour && text.size() > 1 && text[1] == ':';
  const auto hours = take_number(text, one_digit ? 1 : 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const int seconds = *hours * 3600 + *minutes * 60;
  return is_negative ? -seconds : seconds;
}

std::optional<cctz::civil_day> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || *year < kFirstYear || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const cctz::civil_day date(*year, *month, *day);
  // The library carries the 30th of February over into March.
  if (date.month() != *month || date.day() != *day) return std::nullopt;
  return date;
}

std::optional<cctz::civil_second> take_time(std::string_view& text, cctz::civil_day date) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return std::nullopt;
  return cctz::civil_second(date.year(), date.month(), date.day(), *hour, *minute, *second);
}

bool is_in_range(Instant instant) {
  const auto year = cctz::convert(time_point(split(instant).seconds), cctz::utc_time_zone()).year();
  return year >= kFirstYear && year <= kLastYear;
}

// Zone names only: the library would also open paths and follow the machine's own zone.
bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' || c == '+' ||
           c == '/';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '/' && name != "localtime" &&
         name.find("//") == std::string_view::npos && std::ranges::all_of(name, allowed);
}

// Where the library looks for zones.
std::string file_of_zone(std::string_view name) {
  const char* folder = std::getenv("TZDIR");
  return fmt::format("{}/{}", folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo", name);
}

bool is_zone_file(const std::string& path) {
  constexpr std::string_view kMagic = "TZif";
  std::array<char, kMagic.size()> begin{};
  std::ifstream file(path, std::ios::binary);
  return file.read(begin.data(), begin.size()) && std::string_view(begin.data(), begin.size()) == kMagic;
}

// The library remembers every name for ever, also those it could not load. So it never hears of names without a file,
// of which there is no end; and a zone that could not be read while the process had no descriptor left is asked for
// again by another name of the same file.
bool load_named_zone(std::string name, cctz::time_zone& zone) {
  constexpr int kMostNames = 3;
  if (name == "UTC" || name == "UTC0") return cctz::load_time_zone(name, &zone);
  const auto file = file_of_zone(name);
  if (::access(file.c_str(), R_OK) != 0) return false;
  for (int names = 0; names < kMostNames; ++names, name.insert(0, "./")) {
    if (cctz::load_time_zone(name, &zone)) return true;
    if (!is_zone_file(file)) return false;
  }
  return false;
}

}  // namespace

TimeZone::TimeZone() : zone_(std::make_shared<const Zone>(Zone{cctz::utc_time_zone()})), name_("UTC") {}

std::optional<TimeZone> TimeZone::load(std::string_view name) {
  cctz::time_zone zone;
  auto rest = name;
  if (const auto offset = take_offset(rest, true); offset && rest.empty()) {
    zone = cctz::fixed_time_zone(cctz::seconds(*offset));
  } else if (!is_zone_name(name) || !load_named_zone(std::string(name), zone)) {
    return std::nullopt;
  }
  TimeZone result;
  result.zone_ = std::make_shared<const Zone>(Zone{zone});
  result.name_ = std::string(name);
  return result;
}

CivilTime TimeZone::civil(Instant instant) const {
  const auto [seconds, micros] = split(instant);
  const auto civil = cctz::convert(time_point(seconds), zone_->zone);
  const cctz::civil_day day(civil);
  return {.year = civil.year(),
          .month = civil.month(),
          .day = civil.day(),
          .hour = civil.hour(),
          .minute = civil.minute(),
          .second = civil.second(),
          .micros = static_cast<int>(micros),
          .weekday = (static_cast<int>(cctz::get_weekday(day)) + 1) % 7,
          .year_day = cctz::get_yearday(day) - 1};
}

Instant TimeZone::instant(const CivilTime& civil) const {
  const auto readings = zone_->zone.lookup(
      cctz::civil_second(civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second));
  return instant_of(std::min(readings.pre, readings.post), civil.micros);
}

Instant TimeZone::start_of_day(std::int64_t year, int month, int day) const {
  const auto readings = zone_->zone.lookup(cctz::civil_second(year, month, day));
  // A day without a midnight starts when the clock jumps over it.
  const bool is_skipped = readings.kind == cctz::time_zone::civil_lookup::SKIPPED;
  return instant_of(is_skipped ? readings.trans : readings.pre);
}

Instant TimeZone::end_of_day(std::int64_t year, int month, int day) const {
  const auto next = cctz::civil_day(year, month, day) + 1;
  const auto start_of_next = start_of_day(next.year(), next.month(), next.day());
  return Instant{static_cast<std::int64_t>(start_of_next) - 1};
}

std::optional<Instant> parse_instant(std::string_view text, const TimeZone& zone, DayEdge edge) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  std::optional<Instant> instant;
  if (text.empty()) {
    const bool is_first = edge == DayEdge::first;
    instant = is_first ? zone.start_of_day(date->year(), date->month(), date->day())
                       : zone.end_of_day(date->year(), date->month(), date->day());
  } else {
    if (!take(text, 'T')) return std::nullopt;
    const auto time = take_time(text, *date);
    if (!time) return std::nullopt;
    const auto micros = take_fraction(text);
    if (!micros) return std::nullopt;
    const auto offset = take(text, 'Z') ? std::optional(0) : take_offset(text, false);
    if (!offset || !text.empty()) return std::nullopt;
    instant = instant_of(cctz::convert(*time - *offset, cctz::utc_time_zone()), *micros);
  }
  if (!is_in_range(*instant)) return std::nullopt;
  return instant;
}

std::string format_instant(Instant instant) {
  const auto [seconds, micros] = split(instant);
  const auto civil = cctz::convert(time_point(seconds), cctz::utc_time_zone());
  // Every answer says its time: written by hand, where the year has four digits.
  std::string text;
  if (civil.year() >= 1000 && civil.year() <= 9999) {
    text = std::to_string(civil.year());
    const auto add = [&text](char before, int number) {
      text += {before, static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
    };
    add('-', civil.month());
    add('-', civil.day());
    add('T', civil.hour());
    add(':', civil.minute());
    add(':', civil.second());
  } else {
    text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", civil.year(), civil.month(), civil.day(), civil.hour(),
                       civil.minute(), civil.second());
  }
  if (micros != 0) {
    auto fraction = fmt::format(".{:06}", micros);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += fraction;
  }
  return text + 'Z';
}

std::string format_date(Instant instant, const TimeZone& zone) {
  const auto civil = zone.civil(instant);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

}  // namespace sprintd
