#include "rules/backlog/date_reader.h"

#include <algorithm>

namespace sprintd::backlog {
namespace {

constexpr std::size_t kDayLength = 10;   // 2026-03-02
constexpr std::size_t kTimeLength = 20;  // 2026-03-02T15:00:00Z, as most trackers write it

// Two digits up to `most`, or nothing.
std::optional<int> two_digits(std::string_view text, std::size_t at, int most) {
  const auto tens = text[at] - '0';
  const auto ones = text[at + 1] - '0';
  const auto value = tens * 10 + ones;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || value > most) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Instant> DateReader::start_of(std::string_view day) {
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(day[i])); };
  const auto place = (byte(3) * 397 + byte(5) * 310 + byte(6) * 31 + byte(8) * 10 + byte(9)) % known_.size();
  auto& known = known_[place];
  if (!std::ranges::equal(known.text, day)) {
    const auto start = parse_instant(day, utc_);
    if (!start) return std::nullopt;
    std::ranges::copy(day, known.text.begin());
    known.start = *start;
  }
  return known.start;
}

std::optional<DateReader::Date> DateReader::read(std::string_view text) {
  if (text.size() == kDayLength) {
    const auto start = start_of(text);
    return start ? std::optional(Date{*start, true}) : std::nullopt;
  }
  if (text.size() == kTimeLength && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z') {
    const auto start = start_of(text.substr(0, kDayLength));
    const auto hour = two_digits(text, 11, 23);
    const auto minute = two_digits(text, 14, 59);
    const auto second = two_digits(text, 17, 59);
    if (!start || !hour || !minute || !second) return std::nullopt;
    const auto seconds = *hour * 3600 + *minute * 60 + *second;
    return Date{Instant{static_cast<std::int64_t>(*start) + seconds * kMicrosPerSecond}, false};
  }
  const auto instant = parse_instant(text, utc_);
  return instant ? std::optional(Date{*instant, false}) : std::nullopt;
}

}  // namespace sprintd::backlog
