// Timestamps and durations as text and back, to the nanosecond, and the ranges they may have.
//
// Neighbours: functions_conversions.cc, functions_time.cc, functions_arithmetic.cc and to_text. Time zones are
// rules/base/calendar.h's business. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/lang/value.h"

namespace sprintd::lang {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

bool valid_timestamp(const Value& timestamp);  // years 1 to 9999
bool valid_duration(const Value& duration);    // as many nanoseconds as an int64 counts

// RFC 3339: "2026-03-02T15:00:00.5Z", "2026-03-02T16:00:00+01:00".
std::optional<Value> parse_timestamp(std::string_view text);
// "1h30m", "-1.5s", "90ms": hours h, minutes m, seconds s, milliseconds ms, microseconds us, nanoseconds ns.
std::optional<Value> parse_duration(std::string_view text);

// "Europe/Berlin", "+02:00" or, as CEL allows, "02:00".
std::optional<TimeZone> zone_named(std::string_view name);

std::string timestamp_text(const Value& timestamp);  // "2026-03-02T15:00:00.5Z"
std::string duration_text(const Value& duration);    // in seconds, as CEL has it: "5400s", "-1.5s"

}  // namespace sprintd::lang
