// What passed and what a declaration does not speak about, for who asks why there is no finding.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

Lines quiet_lines(std::string_view pack, std::string_view backlog_text) {
  const auto rules = load_rules(pack);
  const auto backlog = load_backlog_text(backlog_text);
  std::vector<outcome::Quiet> quiet;
  AuditOptions options;
  options.as_of = at("2026-03-01");
  options.quiet = &quiet;
  const auto audit = eval::audit(rules, backlog, options);
  REQUIRE(audit);
  CHECK(audit->total.pass + audit->total.not_applicable == quiet.size());
  Lines lines;
  for (const auto& one : quiet) {
    auto line = fmt::format("{} {} {}:", one.declaration->id, backlog->id(one.subject.kind, one.subject.row),
                            outcome::verdict_name(one.verdict));
    for (const auto& [expression, value] : one.evidence) line += fmt::format(" [{} = {}]", expression, value);
    lines.push_back(std::move(line));
  }
  std::ranges::sort(lines);
  return lines;
}

constexpr std::string_view kWorld = R"yaml(
sprint: {id: s, team: core, capacity: 20}
organisation:
  people: [{id: ada, capacity: 8}, {id: bob}]
  teams: [{id: core, tech_leads: [ada], members: [ada, bob]}]
items:
  - {id: A, kind: chore, points: 5, assignee: ada, pulled_by: ada}
  - {id: B, kind: bug, points: 3, assignee: bob, pulled_by: bob}
  - {id: C, kind: bug}
)yaml";

}  // namespace

TEST_CASE("rules tell what they saw of what passed and of what they leave alone") {
  CHECK(quiet_lines("rules: [{id: r, for: item, where: item.kind == 'bug', require: item.points < 4.0}]", kWorld) ==
        Lines{"r A not_applicable: [item.kind = chore]", "r B pass: [item.points = 3]"});
}

TEST_CASE("limits tell the sum and the bound") {
  CHECK(quiet_lines(
            "limits: [{id: l, for: person, where: has(person.capacity), sum: item.points, at_most: person.capacity, "
            "at_least: 1}]",
            kWorld) == Lines{"l ada pass: [the sum of item.points = 5] [at least 1 = 1]",
                             "l bob not_applicable: [has(person.capacity) = false]"});
  CHECK(quiet_lines("limits: [{id: l, for: person, sum: item.points, at_most: person.capacity}]",
                    "sprint: {id: s, team: core}\norganisation:\n  people: [{id: bob}]\n  teams: [{id: core, members: "
                    "[bob]}]\nitems: []\n") == Lines{"l bob not_applicable:"});
}

TEST_CASE("authorities tell what they saw of the record") {
  CHECK(quiet_lines(
            "authority: [{id: a, action: pull, items: item.kind == 'chore', allow: 'acts_as(person, \"tech_lead\", "
            "sprint.team)', recorded: item.pulled_by}]",
            kWorld)[0] ==
        "a A pass: [person = ada] [sprint.team = core] [acts_as(person, \"tech_lead\", sprint.team) = true]");
}
