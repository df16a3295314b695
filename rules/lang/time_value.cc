#include "rules/lang/time_value.h"

#include <array>
#include <chrono>
#include <fmt/format.h>
#include <limits>

namespace sprintd::lang {

namespace {

constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

// Reads a text from the left; every step says whether it fitted.
struct Scanner {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  // Exactly so many digits, as RFC 3339 wants them.
  std::optional<int> digits(std::size_t count) {
    if (rest.size() < count) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest[i] < '0' || rest[i] > '9') return std::nullopt;
      number = number * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(count);
    return number;
  }
  std::string_view run_of_digits() {
    std::size_t length = 0;
    while (length < rest.size() && rest[length] >= '0' && rest[length] <= '9') ++length;
    const auto run = rest.substr(0, length);
    rest.remove_prefix(length);
    return run;
  }
};

// "5" is half a second: the fraction's digits as nanoseconds, those behind the ninth dropped.
std::uint64_t nanos_of(std::string_view fraction) {
  std::uint64_t nanos = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    nanos = nanos * 10 + (i < fraction.size() ? static_cast<std::uint64_t>(fraction[i] - '0') : 0U);
  }
  return nanos;
}

std::optional<std::int64_t> offset_seconds(Scanner& text) {
  if (text.take('Z') || text.take('z')) return 0;
  const bool west = text.take('-');
  if (!west && !text.take('+')) return std::nullopt;
  const auto hours = text.digits(2);
  if (!hours || !text.take(':')) return std::nullopt;
  const auto minutes = text.digits(2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

std::string fraction_text(std::uint32_t nanos) {
  if (nanos == 0) return "";
  auto text = fmt::format(".{:09}", nanos);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

struct Unit {
  std::string_view name;
  std::uint64_t nanos;
};

// Longer names first where one begins with another.
constexpr std::array<Unit, 7> kUnits = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"\xc2\xb5s", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", 1'000'000'000},
                                         {"m", 60'000'000'000},
                                         {"h", 3'600'000'000'000}}};

std::optional<std::uint64_t> unit_nanos(Scanner& text) {
  for (const auto& unit : kUnits) {
    if (text.rest.starts_with(unit.name)) {
      text.rest.remove_prefix(unit.name.size());
      return unit.nanos;
    }
  }
  return std::nullopt;
}

// "1.5" of a unit; nothing when it does not fit.
std::optional<std::uint64_t> amount(std::string_view digits, std::string_view fraction, std::uint64_t unit) {
  std::uint64_t whole = 0;
  for (const char c : digits) {
    if (__builtin_mul_overflow(whole, 10U, &whole)) return std::nullopt;
    if (__builtin_add_overflow(whole, static_cast<std::uint64_t>(c - '0'), &whole)) return std::nullopt;
  }
  if (__builtin_mul_overflow(whole, unit, &whole)) return std::nullopt;
  constexpr std::uint64_t kSecond = 1'000'000'000;
  const auto part = unit >= kSecond ? nanos_of(fraction) * (unit / kSecond) : nanos_of(fraction) * unit / kSecond;
  if (__builtin_add_overflow(whole, part, &whole)) return std::nullopt;
  return whole;
}

constexpr std::int64_t kLongestSeconds = std::numeric_limits<std::int64_t>::max() / kNanosPerSecond;
constexpr std::uint32_t kLongestNanos = std::numeric_limits<std::int64_t>::max() % kNanosPerSecond;
// The least int64, as seconds rounded down and nanoseconds.
constexpr std::int64_t kLeastSeconds = -kLongestSeconds - 1;
constexpr std::uint32_t kLeastNanos = static_cast<std::uint32_t>(kNanosPerSecond) - kLongestNanos - 1;

}  // namespace

bool valid_timestamp(const Value& timestamp) { return timestamp.i >= kFirstSecond && timestamp.i <= kLastSecond; }

bool valid_duration(const Value& duration) {
  if (duration.i > kLongestSeconds || (duration.i == kLongestSeconds && duration.size > kLongestNanos)) return false;
  return duration.i > kLeastSeconds || (duration.i == kLeastSeconds && duration.size >= kLeastNanos);
}

std::optional<TimeZone> zone_named(std::string_view name) {
  const bool lacks_sign = !name.empty() && name.front() >= '0' && name.front() <= '9';
  return TimeZone::load(lacks_sign ? fmt::format("+{}", name) : std::string(name));
}

std::optional<Value> parse_timestamp(std::string_view whole) {
  Scanner text{whole};
  const auto year = text.digits(4);
  if (!year || !text.take('-')) return std::nullopt;
  const auto month = text.digits(2);
  if (!month || !text.take('-')) return std::nullopt;
  const auto day = text.digits(2);
  if (!day || (!text.take('T') && !text.take('t'))) return std::nullopt;
  const auto hour = text.digits(2);
  if (!hour || !text.take(':')) return std::nullopt;
  const auto minute = text.digits(2);
  if (!minute || !text.take(':')) return std::nullopt;
  const auto second = text.digits(2);
  if (!second) return std::nullopt;
  std::string_view fraction;
  if (text.take('.')) {
    fraction = text.run_of_digits();
    if (fraction.empty()) return std::nullopt;
  }
  const auto offset = offset_seconds(text);
  if (!offset || !text.rest.empty()) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;

  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const auto value = Value::timestamp(days * 86'400 + *hour * 3600 + *minute * 60 + *second - *offset,
                                      static_cast<std::uint32_t>(nanos_of(fraction)));
  if (!valid_timestamp(value)) return std::nullopt;
  return value;
}

std::optional<Value> parse_duration(std::string_view whole) {
  Scanner text{whole};
  const bool negative = text.take('-');
  if (!negative) text.take('+');
  if (text.rest.empty()) return std::nullopt;
  if (text.rest == "0") return Value::duration(0, 0);
  std::uint64_t nanos = 0;
  while (!text.rest.empty()) {
    const auto digits = text.run_of_digits();
    const auto fraction = text.take('.') ? text.run_of_digits() : std::string_view{};
    if (digits.empty() && fraction.empty()) return std::nullopt;
    const auto unit = unit_nanos(text);
    if (!unit) return std::nullopt;
    const auto part = amount(digits, fraction, *unit);
    if (!part || __builtin_add_overflow(nanos, *part, &nanos)) return std::nullopt;
  }
  constexpr auto kSecond = static_cast<std::uint64_t>(kNanosPerSecond);
  auto seconds = static_cast<std::int64_t>(nanos / kSecond);
  auto rest = static_cast<std::uint32_t>(nanos % kSecond);
  if (negative) {
    seconds = -seconds;
    if (rest != 0) {
      --seconds;
      rest = static_cast<std::uint32_t>(kSecond) - rest;
    }
  }
  const auto value = Value::duration(seconds, rest);
  if (!valid_duration(value)) return std::nullopt;
  return value;
}

std::string timestamp_text(const Value& timestamp) {
  // format_instant knows microseconds only: the seconds from there, the fraction from here.
  auto text = format_instant(Instant{timestamp.i * kMicrosPerSecond});
  if (timestamp.size != 0) text.insert(text.size() - 1, fraction_text(timestamp.size));
  return text;
}

std::string duration_text(const Value& duration) {
  if (duration.i >= 0) return fmt::format("{}{}s", duration.i, fraction_text(duration.size));
  if (duration.size == 0) return fmt::format("{}s", duration.i);
  return fmt::format("-{}{}s", -(duration.i + 1),
                     fraction_text(static_cast<std::uint32_t>(kNanosPerSecond) - duration.size));
}

}  // namespace sprintd::lang
