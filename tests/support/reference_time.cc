// Parts of times, days and working days, a second time: day by day where the real ones have formulas.
#include <chrono>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

constexpr std::int64_t kMicros = 1'000'000;

CivilTime civil_of(const Timestamp& time, const TimeZone& zone) { return zone.civil(Instant{time.seconds * kMicros}); }

std::optional<std::int64_t> part(std::string_view name, const CivilTime& civil, const Timestamp& time) {
  if (name == "getFullYear") return civil.year;
  if (name == "getMonth") return civil.month - 1;
  if (name == "getDate") return civil.day;
  if (name == "getDayOfMonth") return civil.day - 1;
  if (name == "getDayOfWeek") return civil.weekday;
  if (name == "getDayOfYear") return civil.year_day;
  if (name == "getHours") return civil.hour;
  if (name == "getMinutes") return civil.minute;
  if (name == "getSeconds") return civil.second;
  if (name == "getMilliseconds") return time.nanos / 1'000'000;
  return std::nullopt;
}

std::optional<std::int64_t> part(std::string_view name, const Duration& length) {
  const auto nanos = static_cast<Wide>(length.seconds) * 1'000'000'000 + length.nanos;
  const auto seconds = static_cast<std::int64_t>(nanos / 1'000'000'000);
  if (name == "getHours") return seconds / 3600;
  if (name == "getMinutes") return seconds / 60;
  if (name == "getSeconds") return seconds;
  if (name == "getMilliseconds") return static_cast<std::int64_t>(nanos % 1'000'000'000 / 1'000'000);
  return std::nullopt;
}

std::chrono::sys_days day_of(const CivilTime& civil) {
  return std::chrono::sys_days{std::chrono::year{static_cast<int>(civil.year)} / civil.month / civil.day};
}

bool is_working_day(std::chrono::sys_days day) {
  const std::chrono::weekday weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

bool before(const Timestamp& a, const Timestamp& b) {
  return a.seconds != b.seconds ? a.seconds < b.seconds : a.nanos < b.nanos;
}

// Seven days in a row have five working days, wherever they begin: so long spans are walked by weeks first.
std::int64_t days_touched(const Timestamp& from, const Timestamp& until, const TimeZone& zone) {
  auto day = day_of(civil_of(from, zone));
  const auto last = day_of(civil_of(until, zone));
  const auto weeks = (last - day).count() / 7;
  std::int64_t count = weeks * 5;
  day += std::chrono::days{7 * weeks};
  for (; day < last; day += std::chrono::days{1}) count += is_working_day(day) ? 1 : 0;
  const auto civil = std::chrono::year_month_day{last};
  const auto start = static_cast<std::int64_t>(zone.start_of_day(static_cast<int>(civil.year()),
                                                                 static_cast<int>(static_cast<unsigned>(civil.month())),
                                                                 static_cast<int>(static_cast<unsigned>(civil.day()))));
  const bool touches_last = start < until.seconds * kMicros || (start == until.seconds * kMicros && until.nanos > 0);
  return count + (touches_last && is_working_day(last) ? 1 : 0);
}

Value working_days(const Timestamp& a, const Timestamp& b, const TimeZone& zone) {
  if (before(a, b)) return make_int(days_touched(a, b, zone));
  return make_int(before(b, a) ? -days_touched(b, a, zone) : 0);
}

Value add_working_days(const Timestamp& time, std::int64_t count, const TimeZone& zone) {
  if (count == 0) return {time};
  if (count > 3'000'000 || count < -3'000'000) return make_error();
  auto civil = civil_of(time, zone);
  auto day = day_of(civil);
  auto left = count < 0 ? -count : count;
  if (left > 10) {
    const auto weeks = left / 5 - 1;
    day += std::chrono::days{7 * weeks * (count < 0 ? -1 : 1)};
    left -= 5 * weeks;
  }
  while (left > 0) {
    day += std::chrono::days{count < 0 ? -1 : 1};
    if (is_working_day(day)) --left;
  }
  const std::chrono::year_month_day date{day};
  if (static_cast<int>(date.year()) < 1 || static_cast<int>(date.year()) > 9999) return make_error();
  civil.year = static_cast<int>(date.year());
  civil.month = static_cast<int>(static_cast<unsigned>(date.month()));
  civil.day = static_cast<int>(static_cast<unsigned>(date.day()));
  const auto micros = static_cast<std::int64_t>(zone.instant(civil));
  const auto seconds = micros / kMicros - (micros % kMicros < 0 ? 1 : 0);
  if (seconds < -62'135'596'800 || seconds > 253'402'300'799) return make_error();
  return {Timestamp{seconds, time.nanos}};
}

}  // namespace

std::optional<Value> call_time(std::string_view name, bool member, Arguments a, const World& world) {
  const auto zone = world.facts == nullptr ? TimeZone() : world.facts->zone();
  if (member) {
    if (!part(name, CivilTime{}, Timestamp{})) return std::nullopt;
    const auto* time = a[0].as<Timestamp>();
    if (time != nullptr && a.size() == 1) return make_int(*part(name, civil_of(*time, TimeZone()), *time));
    if (time != nullptr && a.size() == 2) {
      const auto* zone_name = a[1].as<std::string>();
      if (zone_name == nullptr) return make_error();
      const bool bare_offset = !zone_name->empty() && (*zone_name)[0] >= '0' && (*zone_name)[0] <= '9';
      const auto named = TimeZone::load(bare_offset ? "+" + *zone_name : *zone_name);
      return named ? make_int(*part(name, civil_of(*time, *named), *time)) : make_error();
    }
    const auto* length = a[0].as<Duration>();
    const auto found = length != nullptr && a.size() == 1 ? part(name, *length) : std::nullopt;
    return found ? make_int(*found) : make_error();
  }
  if (name == "date" && a.size() == 1) {
    const auto* text = a[0].as<std::string>();
    const auto instant = text != nullptr && text->size() == 10 ? parse_instant(*text, zone) : std::nullopt;
    return instant ? from_real(lang::Value::of(*instant)) : make_error();
  }
  if (name == "days" && a.size() == 1) {
    const auto* count = a[0].as<Integer>();
    if (count == nullptr || count->value > 106'751 || count->value < -106'751) return make_error();
    return Value{Duration{count->value * 86'400, 0}};
  }
  if (name != "working_days" && name != "add_working_days") return std::nullopt;
  const auto* from = a.size() == 2 ? a[0].as<Timestamp>() : nullptr;
  if (from == nullptr) return make_error();
  if (name == "working_days") {
    const auto* until = a[1].as<Timestamp>();
    return until == nullptr ? make_error() : working_days(*from, *until, zone);
  }
  const auto* count = a[1].as<Integer>();
  return count == nullptr ? make_error() : add_working_days(*from, count->value, zone);
}

}  // namespace sprintd::lang::reference
