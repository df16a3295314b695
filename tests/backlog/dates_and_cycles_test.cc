#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/backlog/cycles.h"
#include "rules/backlog/date_reader.h"

namespace sprintd::backlog {
namespace {

TEST_CASE("the date reader agrees with parse_instant, also when a day comes again") {
  const TimeZone utc;
  DateReader dates;
  const std::vector<std::string> texts = {"2026-03-02",
                                          "2026-02-30",
                                          "2026-03-02T15:00:00Z",
                                          "2026-03-02T24:00:00Z",
                                          "2026-03-02T15:60:00Z",
                                          "2026-03-02T15:00:60Z",
                                          "2026-03-02T15:00:00z",
                                          "2026-03-02t15:00:00Z",
                                          "2026-03-02T15-00-00Z",
                                          "2026-03-02T1a:00:00Z",
                                          "2026-13-01T15:00:00Z",
                                          "2026-03-02T15:00:00.5Z",
                                          "2026-03-02T15:00+1:00",
                                          "2026-03-02T15:00:00+01:00",
                                          "2026-03-02T15:00:00",
                                          "0000-01-01",
                                          "9999-12-31T23:59:59Z",
                                          "9999-12-31",
                                          "0001-01-01",
                                          "2024-02-29",
                                          "2023-02-29",
                                          "2026-3-2",
                                          "",
                                          "2026-03-02T15:00:00Z ",
                                          "//////////",
                                          "2026-03-0:",
                                          "1996-03-02",
                                          "2006-03-02"};
  for (int round = 0; round < 2; ++round) {
    for (const auto& text : texts) {
      INFO(text);
      const auto date = dates.read(text);
      const auto expected = parse_instant(text, utc);
      REQUIRE(date.has_value() == expected.has_value());
      if (!date) continue;
      CHECK(date->instant == *expected);
      CHECK(date->is_day == (text.size() == 10));
    }
  }
}

using table::Row;
using Graph = std::vector<std::vector<Row>>;

std::vector<std::vector<Row>> cycles_of(const Graph& graph) {
  return find_cycles(static_cast<Row>(graph.size()), [&](Row row) { return std::span<const Row>(graph[row]); });
}

TEST_CASE("every knot of a graph gives a cycle, nothing else does") {
  using Cycles = std::vector<std::vector<Row>>;
  CHECK(cycles_of({}) == Cycles{});
  CHECK(cycles_of({{1, 2}, {2}, {}}) == Cycles{});
  CHECK(cycles_of({{1, table::kNoRow}, {table::kNoRow}}) == Cycles{});
  CHECK(cycles_of({{0}}) == Cycles{{0}});
  CHECK(cycles_of({{2}, {0}, {1}}) == Cycles{{0, 2, 1}});
  CHECK(cycles_of({{1}, {2}, {3}, {1}}) == Cycles{{1, 2, 3}});
  CHECK(cycles_of({{1}, {0}, {3}, {2}}) == Cycles{{0, 1}, {2, 3}});
  CHECK(cycles_of({{1, 0}, {2}, {0}}).size() == 1);
}

TEST_CASE("finding cycles takes linear time and no stack") {
  constexpr Row kRows = 200000;
  Graph chain(kRows);
  for (Row row = 0; row < kRows; ++row) chain[row] = {row, (row + 1) % kRows};
  CHECK_FALSE(cycles_of(chain).empty());
  Graph fan(kRows);
  for (Row row = 0; row + 1 < kRows; ++row) fan[row] = {row + 1};
  for (Row row = kRows; row > 0; --row) fan[kRows - 1].push_back(row - 1);
  CHECK(cycles_of(fan).size() == 1);
}

}  // namespace
}  // namespace sprintd::backlog
