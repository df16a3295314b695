// Waivers: whose word counts, how long they hold, how many at once, and what is told of those that waive nothing.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kWorld = R"yaml(
sprints:
  - {id: s-1, team: core, state: closed, starts: 2026-03-02, ends: 2026-03-13}
  - {id: s-2, team: core, state: closed, starts: 2026-03-16, ends: 2026-03-27}
  - {id: s-3, team: core, state: active, starts: 2026-03-30, ends: 2026-04-10}
  - {id: other, team: far, state: closed, starts: 2026-03-16, ends: 2026-03-27}
organisation:
  people:
    - {id: ada, name: Ada, track: technical}
    - {id: bob, name: Bob, track: technical}
    - {id: gil, name: Gil, track: management}
    - {id: mia, name: Mia, track: management}
  teams:
    - {id: core, tech_leads: [ada], members: [ada, bob], engineering_manager: gil}
    - {id: far, members: [], engineering_manager: mia}
  delegations:
    - {person: ada, for: gil, role: engineering_manager, team: core, from: 2026-04-01, until: 2026-04-05}
items:
  - {id: A, points: 3, sprint: s-3}
  - {id: B, points: 13, sprint: s-3}
  - {id: C, points: 13, sprint: s-3}
  - {id: D, points: 13, sprint: s-3}
)yaml";

// The same without the sprints that are over.
constexpr auto kAlone = R"yaml(
sprint: {id: s-3, team: core, state: active, starts: 2026-03-30, ends: 2026-04-10}
organisation:
  people: [{id: ada, name: Ada}, {id: gil, name: Gil}]
  teams: [{id: core, tech_leads: [ada], members: [ada], engineering_manager: gil}]
items:
  - {id: A, points: 3}
  - {id: B, points: 13}
)yaml";

// The state of each waiver with the number of its findings, then the items that still fail.
Lines states(std::string_view day, std::string_view rule_keys, std::string_view waivers,
             std::string_view world = kWorld) {
  const auto pack = fmt::format("rules:\n  - {{id: small, for: item, require: item.points <= 8{}}}\nwaivers:\n{}",
                                rule_keys, waivers);
  AuditOptions options;
  options.as_of = at(fmt::format("{}T12:00:00Z", day));
  options.sprints = {"s-3"};
  const auto done = audit(load_rules(pack), load_backlog_text(world), options);
  REQUIRE(done);
  Lines lines;
  for (const auto& use : done->waivers) {
    lines.push_back(fmt::format("{} {}", outcome::waiver_state_name(use.state), use.findings));
  }
  std::string failing;
  std::uint32_t waived = 0;
  for (const auto& finding : done->findings) {
    if (finding.verdict == outcome::Verdict::waived) ++waived;
    if (finding.verdict == outcome::Verdict::waived) CHECK(finding.waiver_state == outcome::WaiverState::in_use);
    if (finding.verdict != outcome::Verdict::fail) continue;
    failing +=
        fmt::format("{}{}", failing.empty() ? "" : " ", done->backlog->id(finding.subject.kind, finding.subject.row));
    if (finding.waiver >= 0) failing += fmt::format(" ({})", outcome::waiver_state_name(finding.waiver_state));
  }
  CHECK(done->total.waived == waived);
  CHECK(done->total.fail + done->total.waived == done->findings.size());
  lines.push_back(failing);
  return lines;
}

std::string waiver(std::string_view subject, std::string_view keys, std::string_view approver = "gil") {
  return fmt::format("  - {{rule: small, subject: {}, reason: As agreed, approved_by: {}{}}}\n", subject, approver,
                     keys);
}

struct Case {
  std::string name;
  std::string rule_keys;
  std::string waivers;
  Lines expected;
};

}  // namespace

TEST_CASE("what becomes of a waiver") {
  const auto c = GENERATE(values<Case>({
      {"in use", "", waiver("B", ""), {"in_use 1", "C D"}},
      {"nothing to waive", "", waiver("A", ""), {"unused 0", "B C D"}},
      {"nobody of that id", "", waiver("Z", ""), {"unused 0", "B C D"}},
      {"expired, and the finding says so", "", waiver("B", ", until: 2026-03-31"), {"expired 0", "B (expired) C D"}},
      {"expired without a finding", "", waiver("A", ", until: 2026-03-31"), {"expired 0", "B C D"}},
      {"on its last day", "", waiver("B", ", until: 2026-04-02"), {"in_use 1", "C D"}},
      {"not yet", "", waiver("B", ", from: 2026-04-03"), {"not_yet 0", "B (not_yet) C D"}},
      {"a stranger", "", waiver("B", "", "zoe"), {"approver_unknown 0", "B (approver_unknown) C D"}},
      {"a later one takes over",
       "",
       waiver("B", ", until: 2026-03-31") + waiver("B", ", from: 2026-04-01"),
       {"expired 0", "in_use 1", "C D"}},
      {"whoever has the role", ", waivable_by: engineering_manager", waiver("B", ""), {"in_use 1", "C D"}},
      {"the role in another team does not count",
       ", waivable_by: engineering_manager",
       waiver("B", "", "mia"),
       {"approver_lacks_role 0", "B (approver_lacks_role) C D"}},
      {"the role by delegation counts",
       ", waivable_by: engineering_manager",
       waiver("B", "", "ada"),
       {"in_use 1", "C D"}},
      {"another role does not",
       ", waivable_by: product_manager",
       waiver("B", ""),
       {"approver_lacks_role 0", "B (approver_lacks_role) C D"}},
      {"the budget goes to those that began first",
       ", waiver_budget: 1",
       waiver("B", ", from: 2026-03-20") + waiver("C", ", from: 2026-03-10"),
       {"over_budget 0", "in_use 1", "B (over_budget) D"}},
      {"then to the first by id",
       ", waiver_budget: 2",
       waiver("D", "") + waiver("C", "") + waiver("B", ""),
       {"over_budget 0", "in_use 1", "in_use 1", "D (over_budget)"}},
      {"waivers with nothing to waive do not use it up",
       ", waiver_budget: 1",
       waiver("A", "") + waiver("B", ""),
       {"unused 0", "in_use 1", "C D"}},
      {"three sprints from the first", "", waiver("B", ", from: 2026-03-02, sprints: 3"), {"in_use 1", "C D"}},
      {"two sprints are over in the third",
       "",
       waiver("B", ", from: 2026-03-02, sprints: 2"),
       {"expired 0", "B (expired) C D"}},
      {"the sprint of its first day counts", "", waiver("B", ", from: 2026-03-20, sprints: 2"), {"in_use 1", "C D"}},
      {"whichever ends first",
       "",
       waiver("B", ", from: 2026-03-20, sprints: 9, until: 2026-04-01"),
       {"expired 0", "B (expired) C D"}},
  }));
  CAPTURE(c.name);
  CHECK(states("2026-04-02", c.rule_keys, c.waivers) == c.expected);
}

TEST_CASE("a waiver of sprints does not reach back to one that ended before its first day") {
  constexpr auto kBefore = R"yaml(
sprint: {id: s-3, team: core, state: active, starts: 2026-03-02, ends: 2026-03-13}
organisation:
  people: [{id: ada, name: Ada}, {id: gil, name: Gil}]
  teams: [{id: core, tech_leads: [ada], members: [ada], engineering_manager: gil}]
items: [{id: B, points: 13}]
)yaml";
  CHECK(states("2026-04-02", "", waiver("B", ", from: 2026-03-16, sprints: 2"), kBefore) ==
        Lines{"not_yet 0", "B (not_yet)"});
  CHECK(states("2026-04-02", "", waiver("B", ", from: 2026-03-13, sprints: 2"), kBefore) == Lines{"in_use 1", ""});
}

TEST_CASE("sprints that the backlog lacks are counted by the calendar") {
  CHECK(states("2026-04-02", "", waiver("B", ", from: 2026-03-02, sprints: 3"), kAlone) == Lines{"in_use 1", ""});
  CHECK(states("2026-04-02", "", waiver("B", ", from: 2026-03-02, sprints: 1"), kAlone) ==
        Lines{"expired 0", "B (expired)"});
}
