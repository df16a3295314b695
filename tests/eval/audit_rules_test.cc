// Rules: each verdict, each kind of subject, when they are in force, how often they are asked.
#include <catch2/catch.hpp>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kItems = R"yaml(
sprint: {id: s-1, team: core, state: active, starts: 2026-03-02}
organisation:
  ladder: {technical: [engineer_1, senior_1], management: [em, director]}
  people:
    - {id: ada, name: Ada, track: technical, level: senior_1}
    - {id: bob, name: Bob, track: technical, level: engineer_1}
    - {id: gil, name: Gil, track: management, level: director}
  teams: [{id: core, tech_leads: [ada], members: [ada, bob], engineering_manager: gil}]
  projects: [{id: atlas, team: core, lead: bob, state: active, complexity: 3}]
items:
  - {id: A, kind: bug, points: 3, priority: 1, assignee: ada, project: atlas}
  - {id: B, kind: bug, points: 13, priority: 1}
  - {id: C, kind: chore, priority: 0x1}
)yaml";

struct Case {
  std::string name;
  std::string pack;
  Lines lines;
};

}  // namespace

TEST_CASE("A rule gives each verdict") {
  const auto c = GENERATE(values<Case>({
      {"pass, fail, unknown",
       "rules: [{id: small, for: item, require: item.points <= 8}]",
       {"error p/small B fail: item.points <= 8 does not hold",
        "note p/small unknown: C: item.points is not known (estimate in story points)"}},
      {"where false is not applicable",
       "rules: [{id: small, for: item, where: item.kind == 'chore', require: item.points <= 8, if_unknown: warning}]",
       {"warning p/small unknown: C: item.points is not known (estimate in story points)"}},
      {"where unknown is unknown",
       "rules: [{id: r, for: item, where: item.points > 1, require: item.kind == 'bug'}]",
       {"note p/r unknown: C: item.points is not known (estimate in story points)"}},
      {"broken",
       "rules: [{id: r, for: item, where: item.id == 'A', require: '1 / (item.priority - 1) > 0', severity: note}]",
       {"error p/r A fail: cannot"}},
      {"a message and severity of its own",
       "rules: [{id: r, for: item, require: item.points <= 8, severity: warning, message: '${item.id} has "
       "${item.points}, ${item.assignee.name}'}]",
       {"warning p/r B fail: B has 13, ?", "note p/r unknown: C: item.points is not known (estimate in story points)"}},
      {"one line for many unknowns",
       "rules: [{id: r, for: item, require: has(item.labels) || item.appetite < 3.0}]",
       {"note p/r unknown: 3 items: item.appetite is not known (days that it may take at most)"}},
      {"the field that is absent may belong to another thing",
       "rules: [{id: r, for: item, where: has(item.project), require: item.project.ends > now}]",
       {"note p/r unknown: A: project.ends is not known (last day)"}},
  }));
  SECTION(c.name) {
    auto lines = audit_lines(c.pack, kItems);
    if (c.name == "broken") {
      CHECK(lines == Lines{"error p/r A broken: cannot be checked: division by zero: 1 / 0"});
    } else {
      CHECK(lines == c.lines);
    }
  }
}

TEST_CASE("A rule speaks about each kind of subject") {
  const auto c = GENERATE(values<Case>({
      {"person",
       "rules: [{id: r, for: person, require: person.id == 'ada'}]",
       {"error p/r bob fail: person.id == 'ada' does not hold",
        "error p/r gil fail: person.id == 'ada' does not hold"}},
      {"project",
       "rules: [{id: r, for: project, require: project.complexity <= 2}]",
       {"error p/r atlas fail: project.complexity <= 2 does not hold"}},
      {"team",
       "rules: [{id: r, for: team, require: team.members.size() > 2}]",
       {"error p/r core fail: team.members.size() > 2 does not hold"}},
      {"sprint",
       "rules: [{id: r, for: sprint, require: sprint.items.size() > 3}]",
       {"error p/r s-1 [s-1] fail: sprint.items.size() > 3 does not hold"}},
      {"organisation",
       "rules: [{id: r, for: organisation, require: org.teams.size() > 1}]",
       {"error p/r organisation fail: org.teams.size() > 1 does not hold"}},
      {"person in the sprint",
       "rules: [{id: r, for: person, require: person.items.size() == 0}]",
       {"error p/r ada [s-1] fail: person.items.size() == 0 does not hold"}},
      {"roles",
       "rules: [{id: r, for: person, require: person.roles.size() == 0, message: '${person.roles}'}]",
       {"error p/r ada fail: [tech_lead]", "error p/r bob fail: [project_lead]",
        "error p/r gil fail: [engineering_manager]"}},
  }));
  SECTION(c.name) { CHECK(audit_lines(c.pack, kItems) == c.lines); }
}

TEST_CASE("Rungs of one track compare, of two tracks they are unknown") {
  const auto c = GENERATE(values<Case>({
      {"order",
       "rules: [{id: r, for: person, require: person.seniority >= seniority('senior_1')}]",
       {"error p/r bob fail: person.seniority >= seniority('senior_1') does not hold",
        "note p/r unknown: gil: person.seniority is not known (the rung of the level in its track, from 1)"}},
      {"equality",
       "rules: [{id: r, for: person, require: person.seniority != seniority('director')}]",
       {"error p/r gil fail: person.seniority != seniority('director') does not hold",
        "note p/r unknown: 2 people: person.seniority is not known (the rung of the level in its track, from 1)"}},
      {"difference",
       "rules: [{id: r, for: person, require: person.seniority - seniority('engineer_1') < 1}]",
       {"error p/r ada fail: person.seniority - seniority('engineer_1') < 1 does not hold",
        "note p/r unknown: gil: person.seniority is not known (the rung of the level in its track, from 1)"}},
      {"plain numbers",
       "rules: [{id: r, for: person, require: person.seniority < 2}]",
       {"error p/r ada fail: person.seniority < 2 does not hold",
        "error p/r gil fail: person.seniority < 2 does not hold"}},
  }));
  SECTION(c.name) { CHECK(audit_lines(c.pack, kItems) == c.lines); }
}

TEST_CASE("A queue is the first that matches") {
  const auto c = GENERATE(values<Case>({
      {"first match",
       R"yaml(
queues: {urgent: item.priority == 1 && item.kind == 'bug', technical: "item.kind in ['chore', 'bug']"}
rules: [{id: r, for: item, require: "!has(item.queue)", message: "${item.queue}"}])yaml",
       {"error p/r A fail: urgent", "error p/r B fail: urgent", "error p/r C fail: technical"}},
      {"unclassified",
       R"yaml(
queues: {technical: item.kind == 'chore'}
rules: [{id: r, for: item, where: item.id == 'A', require: "!has(item.queue)", message: "${item.queue}"}])yaml",
       {"error p/r A fail: unclassified"}},
      {"an unknown before the first match",
       R"yaml(
queues: {small: item.points < 5.0, technical: item.kind == 'chore'}
rules: [{id: r, for: item, where: item.queue == 'technical', require: item.priority > 1}])yaml",
       {"note p/r unknown: C: item.points is not known (estimate in story points)"}},
  }));
  SECTION(c.name) { CHECK(audit_lines(c.pack, kItems) == c.lines); }
}

TEST_CASE("A rule is in force from its first day to its last") {
  constexpr auto kPack =
      "rules: [{id: r, for: organisation, require: 'false', effective: {from: 2026-03-02, until: 2026-03-03}}]";
  struct Moment {
    std::string when;
    std::size_t count;
  };
  const auto [when, count] = GENERATE(values<Moment>({{"2026-03-01T23:59:59Z", 0},
                                                      {"2026-03-02T00:00:00Z", 1},
                                                      {"2026-03-03T23:59:59.999999Z", 1},
                                                      {"2026-03-04T00:00:00Z", 0}}));
  const auto audit = audit_at(when, kPack, kItems);
  CHECK(audit.findings.size() == count);
  CHECK(audit.nothing_checked == (count == 0));
  REQUIRE(audit.tallies.size() == 1);
  CHECK(audit.tallies[0].in_force == (count == 1));
}

TEST_CASE("A waiver touches its rule and subject until its last day") {
  constexpr auto kPack = R"yaml(
rules: [{id: r, for: person, require: 'false'}]
waivers: [{rule: p/r, subject: bob, reason: later, approved_by: gil, until: 2026-03-05}])yaml";
  const auto in_time = audit_at("2026-03-05T23:00:00Z", kPack, kItems);
  CHECK(lines_of(in_time) == Lines{"error p/r ada fail: false does not hold",
                                   "error p/r bob waived: false does not hold",
                                   "error p/r gil fail: false does not hold"});
  CHECK(in_time.findings[1].waiver == 0);
  CHECK(in_time.total.waived == 1);
  CHECK(in_time.total.fail == 2);
  CHECK(audit_at("2026-03-06T00:00:00Z", kPack, kItems).total.waived == 0);
}

TEST_CASE("A waiver that a stranger or the excused person approved does nothing") {
  for (const char* approver : {"nobody", "bob"}) {
    CAPTURE(approver);
    const auto pack = std::string(
                          "\nrules: [{id: r, for: person, require: 'false'}]\n"
                          "waivers: [{rule: p/r, subject: bob, reason: later, approved_by: ") +
                      approver + ", until: 2026-03-05}]";
    CHECK(audit_at("2026-03-02", pack, kItems).total.waived == 0);
  }
}

TEST_CASE("Broken makes an audit incomplete, nothing checked is said, the budget ends it") {
  const auto broken =
      audit_at("2026-03-01", "rules: [{id: r, for: item, require: '1 / (item.priority - 1) > 0'}]", kItems);
  CHECK(broken.incomplete);
  CHECK_FALSE(broken.nothing_checked);
  CHECK(broken.total.broken == 3);
  CHECK(broken.findings[0].broken_because == "division by zero: 1 / 0");
  CHECK(broken.findings[0].broken_span.known());

  const auto nothing = audit_at(
      "2026-03-01", "rules: [{id: r, for: item, where: item.kind == 'spike', require: item.points < 3.0}]", kItems);
  CHECK(nothing.nothing_checked);
  CHECK_FALSE(nothing.incomplete);
  CHECK(nothing.total.not_applicable == 3);

  AuditOptions options;
  options.as_of = at("2026-03-01");
  options.max_steps = 0;
  const auto stopped =
      audit(load_rules("rules: [{id: r, for: item, require: item.points < 3.0}]"), load_backlog_text(kItems), options);
  REQUIRE(stopped);
  CHECK(stopped->incomplete);
  CHECK(stopped->total.pass + stopped->total.fail == 1);
}

TEST_CASE("A finding shows the values that decided") {
  const auto audit =
      audit_at("2026-03-01", "rules: [{id: r, for: item, where: item.id == 'B', require: item.points <= 8}]", kItems);
  REQUIRE(audit.findings.size() == 1);
  REQUIRE(audit.findings[0].evidence.size() == 1);
  CHECK(audit.findings[0].evidence[0].expression == "item.points");
  CHECK(audit.findings[0].evidence[0].value == "13");
}
