// The values that tests are made of: the usual, the extreme and the odd.
//
// Neighbours: random_world.cc takes them as data, literals.cc writes them as source. Constants.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace sprintd::judge {

inline constexpr std::array<std::int64_t, 20> kInts = {0,
                                                       1,
                                                       2,
                                                       3,
                                                       -1,
                                                       5,
                                                       7,
                                                       -3,
                                                       12,
                                                       63,
                                                       64,
                                                       100,
                                                       86'400,
                                                       -1'000,
                                                       std::int64_t{1} << 53,
                                                       (std::int64_t{1} << 53) + 1,
                                                       4'000'000'000,
                                                       std::numeric_limits<std::int64_t>::max(),
                                                       std::numeric_limits<std::int64_t>::min(),
                                                       std::numeric_limits<std::int64_t>::max() - 1};
inline constexpr std::array<std::uint64_t, 8> kUints = {
    0, 1, 2, 3, 40, std::uint64_t{1} << 53, std::uint64_t{1} << 63, std::numeric_limits<std::uint64_t>::max()};
inline constexpr std::array<double, 16> kReals = {0.0,
                                                  1.0,
                                                  2.0,
                                                  3.0,
                                                  0.5,
                                                  -1.5,
                                                  2.5,
                                                  8.0,
                                                  -0.0,
                                                  1e-7,
                                                  1e21,
                                                  9007199254740993.0,
                                                  9223372036854775807.0,
                                                  18446744073709551616.0,
                                                  1.7976931348623157e308,
                                                  5e-324};
// As CEL text between single quotes as well as as values: without quotes, backslashes or the gap of Written.
inline constexpr std::array<std::string_view, 30> kTexts = {"",
                                                            "a",
                                                            "b",
                                                            "ab",
                                                            "abc",
                                                            "aXbXc",
                                                            "Straße",
                                                            "äöü",
                                                            "日本",
                                                            "😀 x",
                                                            "e\u0301",
                                                            " a ",
                                                            "a,b,,c",
                                                            "true",
                                                            "12",
                                                            "-7",
                                                            "2.5",
                                                            "1e3",
                                                            "NaN",
                                                            "ABC abc",
                                                            "queue",
                                                            "core",
                                                            "tech_lead",
                                                            "senior_1",
                                                            "Europe/Berlin",
                                                            "1h30m",
                                                            "2026-03-02T10:00:00Z",
                                                            "2026-03-02",
                                                            "YWJj",
                                                            "%d of %s"};
inline constexpr std::array<std::string_view, 14> kPatterns = {
    "a", "^a", "b$", "[a-c]+", "(a)(b)?", "a|b", "x*", "(X)|c", "[0-9]", ".", "", "^$", "a.?b", "(ab|a)(c|bc)?"};
inline constexpr std::array<std::string_view, 12> kTimes = {
    "2026-03-02T10:00:00Z",      "2026-03-01T00:00:00+01:00",      "1970-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",      "9999-12-31T23:59:59.999999999Z", "2024-02-29T23:59:59.5Z",
    "2026-03-29T01:30:00Z",      "2026-10-25T00:30:00+02:00",      "1969-12-31T23:59:59.000000001Z",
    "2026-12-31T23:30:00-05:00", "2026-03-06T22:59:59Z",           "2000-01-01T12:00:00.123456789Z"};
inline constexpr std::array<std::string_view, 12> kLengths = {
    "0s", "1h30m", "-1.5s", "90ms", "1ns", "-1ns", "24h", "-36h", "2562047h", "100us", "1.5h", "59.999999999s"};

}  // namespace sprintd::judge
