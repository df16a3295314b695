// When a declaration is in force: the window that audits and decisions ask.
#include "rules/eval/window.h"

#include <catch2/catch.hpp>
#include <string_view>

namespace sprintd::eval {

TEST_CASE("a declaration is in force from the first to the last instant of its days, in the organisation's zone") {
  struct Case {
    std::string_view from, until, now, zone;
    bool in_force;
  };
  const Case table[] = {
      {"", "", "0001-01-01T00:00:00Z", "UTC", true},
      {"2026-03-02", "", "2026-03-01T23:59:59Z", "UTC", false},
      {"2026-03-02", "", "2026-03-02T00:00:00Z", "UTC", true},
      {"2026-03-02", "", "2026-03-01T23:00:00Z", "Europe/Berlin", true},
      {"2026-03-02", "", "2026-03-01T22:59:59Z", "Europe/Berlin", false},
      {"", "2026-03-02", "2026-03-02T23:59:59.999999Z", "UTC", true},
      {"", "2026-03-02", "2026-03-03T00:00:00Z", "UTC", false},
      {"", "2026-03-02", "2026-03-03T00:00:00Z", "America/New_York", true},
      {"2026-03-02", "2026-03-02", "2026-03-02T12:00:00Z", "UTC", true},
      {"2026-03-02T12:00:00+01:00", "", "2026-03-02T10:59:59Z", "America/New_York", false},
      {"2026-03-02T12:00:00+01:00", "", "2026-03-02T11:00:00Z", "America/New_York", true},
  };
  for (const auto& [from, until, now, zone_name, in_force] : table) {
    INFO(from << " to " << until << " at " << now << " in " << zone_name);
    const auto zone = TimeZone::load(zone_name);
    REQUIRE(zone);
    const ruleset::Effective effective{.from = std::string(from), .until = std::string(until)};
    CHECK(read_window(effective, *zone).contains(*parse_instant(now, *zone)) == in_force);
  }
}

}  // namespace sprintd::eval
