// One sprint, audited as of three days: the engineering handbook changed in between, and so do the verdicts.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "rules/base/files.h"
#include "rules/engine/engine.h"
#include "rules/engine/pack_files.h"

using namespace sprintd;

namespace {

// Grace, a manager, leads Atlas; five people report to Ada, a tech lead who wants to manage.
constexpr auto kSprint = R"yaml(
schema: sprintd.backlog/v1
organisation:
  time_zone: UTC
  ladder: {technical: [engineer_1, engineer_2, senior_1], management: [em]}
  people:
    - {id: grace, name: Grace, track: management, level: em}
    - {id: ada, name: Ada, track: technical, level: senior_1, manager: grace, goal: em}
    - {id: bob, name: Bob, track: technical, level: engineer_1, manager: ada}
    - {id: cem, name: Cem, track: technical, level: engineer_1, manager: ada}
    - {id: dora, name: Dora, track: technical, level: engineer_1, manager: ada}
    - {id: emil, name: Emil, track: technical, level: engineer_1, manager: ada}
    - {id: fay, name: Fay, track: technical, level: engineer_1, manager: ada}
  teams: [{id: core, name: Core, engineering_manager: grace, tech_leads: [ada], members: [ada, bob, cem, dora, emil, fay]}]
  projects: [{id: atlas, name: Atlas, team: core, lead: grace, complexity: 1, state: active, starts: 2021-01-04, ends: 2024-01-04}]
sprint: {id: s-1, name: Sprint 1, team: core, starts: 2021-06-14, ends: 2021-06-25, state: planned}
items:
  - {id: CH-1, title: A chore, kind: chore, status: todo, points: 2, project: atlas, assignee: ada, pulled_by: ada}
)yaml";

engine::RuleSetPtr load_handbook(const engine::Engine& engine) {
  auto texts = engine::read_packs({SPRINTD_SOURCE_DIR "/etc/packs/engineering-handbook.yaml"});
  REQUIRE(texts);
  engine::add_imports(*texts, std::vector<std::string>());
  REQUIRE(texts->size() == 2);
  auto loaded = engine.load_packs(std::move(*texts));
  REQUIRE(loaded.rules);
  return loaded.rules;
}

// "project-lead-contributes atlas: N2" of what is wrong with leads and reports, then conflicts of topics.
std::vector<std::string> verdicts(std::string_view day) {
  const engine::Engine engine;
  const auto rules = load_handbook(engine);
  const auto loaded = engine.load_backlog({{"sprint.yaml", kSprint, backlog::Document::Part::backlog}});
  REQUIRE(loaded.backlog);
  const auto as_of = parse_instant(day, TimeZone{});
  const auto audit = engine.audit(rules, loaded.backlog, {.as_of = *as_of, .sprints = {}, .evidence = false});
  REQUIRE(audit);
  std::vector<std::string> lines;
  for (const auto& finding : audit->findings) {
    const auto& rule = outcome::declaration(*rules, finding.declaration);
    if (rule.topic != "few-reports" && rule.id != "project-lead-contributes") continue;
    lines.push_back(
        fmt::format("{} {}: {}", rule.id, loaded.backlog->id(finding.subject.kind, finding.subject.row), rule.because));
  }
  std::ranges::sort(lines);
  for (const auto& conflict : audit->conflicts) lines.push_back(fmt::format("conflict: {}", conflict.topic));
  return lines;
}

}  // namespace

TEST_CASE("the same sprint, as of June 2021, March 2022 and January 2023") {
  using Lines = std::vector<std::string>;
  CHECK(verdicts("2021-06-15") == Lines{"project-lead-contributes atlas: N2"});
  CHECK(verdicts("2022-03-15") == Lines{});
  CHECK(verdicts("2023-01-15") == Lines{"few-reports-without-exception ada: N3"});
}

TEST_CASE("on the day on which both sentences about reports hold, they are in conflict") {
  CHECK(verdicts("2022-08-16").empty());
  CHECK(verdicts("2022-08-17") ==
        std::vector<std::string>{"few-reports-without-exception ada: N3", "conflict: few-reports"});
  CHECK(verdicts("2022-08-18") == std::vector<std::string>{"few-reports-without-exception ada: N3"});
}
