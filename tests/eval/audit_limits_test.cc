// Limits: sums for each kind of subject, and what partial sums decide.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "rules/eval/exact_sum.h"
#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

std::string world_of(std::string_view items) {
  return fmt::format(R"yaml(
sprint: {{id: s, team: core, capacity: 20}}
organisation:
  people: [{{id: ada, capacity: 8}}, {{id: bob}}, {{id: far, capacity: 1}}]
  teams: [{{id: core, members: [ada, bob]}}, {{id: web, members: [far]}}]
  projects: [{{id: atlas, team: core, complexity: 2}}]
items: [{}]
)yaml",
                     items);
}

struct Case {
  std::string name, limit, items;
  Lines lines;
};

}  // namespace

TEST_CASE("A limit bounds the sum of each subject") {
  const auto c = GENERATE(values<Case>({
      {"person, at most",
       "for: person, sum: item.points, at_most: person.capacity",
       "{id: A, points: 5, assignee: ada}, {id: B, points: 3.5, assignee: ada}, {id: C, points: 50}",
       {"error p/l ada [s] fail: the sum of item.points is 8.5, more than 8 (person.capacity)"}},
      {"just as much",
       "for: person, sum: item.points, at_most: person.capacity",
       "{id: A, points: 5, assignee: ada}, {id: B, points: 3, assignee: ada}",
       {}},
      {"bound unknown",
       "for: person, sum: item.points, at_most: person.capacity",
       "{id: A, points: 5, assignee: bob}",
       {"note p/l [s] unknown: bob: person.capacity is not known (points in this sprint, net of everything)"}},
      {"counting",
       "for: project, sum: 1, at_most: 1",
       "{id: A, project: atlas}, {id: B, project: atlas}",
       {"error p/l atlas [s] fail: the number of items is 2, more than 1"}},
      {"sprint, at least, of some items",
       "for: sprint, items: item.kind == 'chore', sum: item.points, at_least: 0.5 * sprint.committed",
       "{id: A, kind: chore, points: 3}, {id: B, kind: bug, points: 5}",
       {"error p/l s [s] fail: the sum of item.points is 3, less than 4 (0.5 * sprint.committed)"}},
      {"team",
       "for: team, sum: item.points, at_most: 4",
       "{id: A, points: 5}, {id: B, points: 5, team: web}",
       {"error p/l core [s] fail: the sum of item.points is 5, more than 4",
        "error p/l web [s] fail: the sum of item.points is 5, more than 4"}},
      {"organisation",
       "for: organisation, sum: item.points, at_most: 4",
       "{id: A, points: 5}",
       {"error p/l organisation [s] fail: the sum of item.points is 5, more than 4"}},
      {"where chooses subjects",
       "for: person, where: has(person.capacity), sum: item.points, at_most: 1",
       "{id: A, points: 5, assignee: ada}, {id: B, points: 5, assignee: bob}",
       {"error p/l ada [s] fail: the sum of item.points is 5, more than 1"}},
      {"where unknown",
       "for: person, where: person.capacity > 1.0, sum: item.points, at_most: 9",
       "",
       {"note p/l [s] unknown: bob: person.capacity is not known (points in this sprint, net of everything)"}},
      {"items see the subject",
       "for: person, items: item.reporter == person, sum: 1, at_most: 0",
       "{id: A, assignee: ada, reporter: ada}, {id: B, assignee: bob, reporter: ada}",
       {"error p/l ada [s] fail: the number of items is 1, more than 0"}},
      {"broken",
       "for: sprint, sum: 1 / (item.priority - 1), at_most: 3",
       "{id: A, priority: 1}, {id: B, priority: 1}",
       {"error p/l s [s] broken: cannot be checked: division by zero: 1 / 0"}},
      {"a message of its own",
       "for: person, sum: item.points, at_most: person.capacity, message: '${person.id} has too much'",
       "{id: A, points: 9, assignee: ada}",
       {"error p/l ada [s] fail: ada has too much"}},
  }));
  SECTION(c.name) { CHECK(audit_lines(fmt::format("limits: [{{id: l, {}}}]", c.limit), world_of(c.items)) == c.lines); }
}

TEST_CASE("Unknown parts leave open only what the known parts do not decide") {
  const auto c = GENERATE(values<Case>({
      {"the known part is too much",
       "sum: item.points, at_most: 8",
       "{id: A, points: 9}, {id: B}",
       {"error p/l s [s] fail: the sum of item.points is at least 9, more than 8"}},
      {"the rest could be too much",
       "sum: item.points, at_most: 8",
       "{id: A, points: 8}, {id: B}, {id: C}",
       {"note p/l [s] unknown: s: of 2 items, item.points is not known (estimate in story points)"}},
      {"the known part suffices", "sum: item.points, at_least: 8", "{id: A, points: 8}, {id: B}", {}},
      {"the rest could suffice",
       "sum: item.points, at_least: 8",
       "{id: A, points: 7}, {id: B}",
       {"note p/l [s] unknown: s: of 1 item, item.points is not known (estimate in story points)"}},
      {"values may be negative",
       "sum: item.value, at_most: 8",
       "{id: A, value: 9}, {id: B}",
       {"note p/l [s] unknown: s: of 1 item, item.value is not known (what it is worth, in units of the team's "
        "choice)"}},
      {"it may not count, too much anyway",
       "items: item.kind == 'bug', sum: item.points, at_most: 8",
       "{id: A, kind: bug, points: 9}, {id: B, points: 5}",
       {"error p/l s [s] fail: the sum of item.points is at least 9, more than 8"}},
      {"it may not count, few enough anyway",
       "items: item.kind == 'bug', sum: item.points, at_most: 8",
       "{id: A, kind: bug, points: 3}, {id: B, points: 5}",
       {}},
      {"it may not count, and that decides",
       "items: item.kind == 'bug', sum: item.points, at_most: 8",
       "{id: A, kind: bug, points: 4}, {id: B, points: 5}",
       {"note p/l [s] unknown: s: of 1 item, item.kind is not known (what kind of work it is)"}},
      {"too little however it counts",
       "items: item.kind == 'bug', sum: item.points, at_least: 10",
       "{id: A, kind: bug, points: 4}, {id: B, points: 5}",
       {"error p/l s [s] fail: the sum of item.points is at most 9, less than 10"}},
      {"one of two bounds fails",
       "sum: item.points, at_most: 8, at_least: 2",
       "{id: A, points: 9}, {id: B}",
       {"error p/l s [s] fail: the sum of item.points is at least 9, more than 8"}},
  }));
  SECTION(c.name) {
    CHECK(audit_lines(fmt::format("limits: [{{id: l, for: sprint, {}}}]", c.limit), world_of(c.items)) == c.lines);
  }
}

TEST_CASE("A limit shows sum and bound, and how many items said nothing") {
  const auto audit =
      audit_at("2026-03-01", "limits: [{id: l, for: person, sum: item.points, at_most: person.capacity}]",
               world_of("{id: A, points: 9, assignee: ada}, {id: B, assignee: ada}"));
  REQUIRE(audit.findings.size() == 1);
  Lines evidence;
  for (const auto& e : audit.findings[0].evidence) evidence.push_back(e.expression + ": " + e.value);
  CHECK(evidence == Lines{"the sum of item.points: 9", "at most person.capacity: 8",
                          "items for which item.points is not known: 1"});
}

TEST_CASE("A sum does not depend on its order") {
  const std::vector<double> parts{0.1, 1e17, 2.5, -1e17, 0.2, 0.3, 7, 1e-9};
  ExactSum forwards;
  ExactSum backwards;
  for (const double part : parts) forwards.add(part);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) backwards.add(*part);
  CHECK(forwards.value() == backwards.value());

  ExactSum halves;
  for (int i = 0; i < 1000; ++i) halves.add(0.5);
  CHECK(halves.value() == 500.0);
}
