// Authorities on record: who did it, was it theirs to do at that time, and is there anybody whose it is.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kPull = R"yaml(
queues: {technical: item.kind == 'chore', product: item.kind == 'user_story'}
authority:
  - id: pull
    action: pull
    items: item.queue == 'technical'
    allow: acts_as(person, 'tech_lead', item.team)
    recorded: item.pulled_by
    recorded_at: item.pulled_at
)yaml";

std::string world_of(std::string_view items, std::string_view tech_leads = "[ada]",
                     std::string_view delegations = "[]") {
  return fmt::format(R"yaml(
sprint: {{id: s, team: core}}
organisation:
  people: [{{id: ada}}, {{id: bob}}, {{id: eve}}]
  teams: [{{id: core, tech_leads: {}, members: [ada, bob]}}, {{id: web, tech_leads: [eve]}}]
  delegations: {}
items: {}
)yaml",
                     tech_leads, delegations, items);
}

}  // namespace

TEST_CASE("The record of an action is judged by its authority") {
  struct Case {
    std::string name, items, delegations;
    Lines lines;
  };
  const auto c = GENERATE(values<Case>({
      {"allowed", "[{id: T, kind: chore, pulled_by: ada, pulled_at: 2026-02-01}]", "[]", {}},
      {"not allowed",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-01}]",
       "[]",
       {"error p/pull T [s] fail: bob may not pull T: acts_as(person, 'tech_lead', item.team) does not hold"}},
      {"lead of another team",
       "[{id: T, kind: chore, pulled_by: eve, pulled_at: 2026-02-01}]",
       "[]",
       {"error p/pull T [s] fail: eve may not pull T: acts_as(person, 'tech_lead', item.team) does not hold"}},
      {"nobody on record",
       "[{id: T, kind: chore}]",
       "[]",
       {"note p/pull [s] unknown: T: item.pulled_by is not known (who pulled it into the sprint)"}},
      {"no time on record",
       "[{id: T, kind: chore, pulled_by: ada}]",
       "[]",
       {"note p/pull [s] unknown: T: item.pulled_at is not known (when it was pulled into the sprint)"}},
      {"delegated then",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-03T23:30:00Z}]",
       "[{person: bob, for: ada, role: tech_lead, team: core, from: 2026-02-02, until: 2026-02-03}]",
       {}},
      {"delegated later",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-01T23:30:00Z}]",
       "[{person: bob, for: ada, role: tech_lead, team: core, from: 2026-02-02, until: 2026-02-03}]",
       {"error p/pull T [s] fail: bob may not pull T: acts_as(person, 'tech_lead', item.team) does not hold"}},
      {"delegated before",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-04}]",
       "[{person: bob, for: ada, role: tech_lead, team: core, from: 2026-02-02, until: 2026-02-03}]",
       {"error p/pull T [s] fail: bob may not pull T: acts_as(person, 'tech_lead', item.team) does not hold"}},
      {"delegated for all teams until recalled",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-04}]",
       "[{person: bob, for: ada, role: tech_lead, from: 2026-02-02}]",
       {}},
      {"delegated without a first day",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-04}]",
       "[{person: bob, for: ada, role: tech_lead}]",
       {"note p/pull [s] unknown: T: delegation.from is not known (first day)"}},
      {"delegated by one who does not hold the role",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-04}]",
       "[{person: bob, for: eve, role: tech_lead, from: 2026-02-02}]",
       {"error p/pull T [s] fail: bob may not pull T: acts_as(person, 'tech_lead', item.team) does not hold"}},
      {"another role delegated",
       "[{id: T, kind: chore, pulled_by: bob, pulled_at: 2026-02-04}]",
       "[{person: bob, for: ada, role: product_manager, from: 2026-02-02}]",
       {"error p/pull T [s] fail: bob may not pull T: acts_as(person, 'tech_lead', item.team) does not hold"}},
      {"not its item, and nobody's",
       "[{id: T, kind: user_story, pulled_by: ada, pulled_at: 2026-02-01}]",
       "[]",
       {"error p/pull T [s] fail: no authority for 'pull' applies to T"}},
      {"not its item, nobody on record", "[{id: T, kind: user_story}]", "[]", {}},
      {"perhaps its item",
       "[{id: T, pulled_by: ada, pulled_at: 2026-02-01}]",
       "[]",
       {"note p/pull [s] unknown: T: item.kind is not known (what kind of work it is)"}},
  }));
  SECTION(c.name) { CHECK(audit_lines(kPull, world_of(c.items, "[ada]", c.delegations)) == c.lines); }
}

TEST_CASE("Roles of a team are appointments, absent ones unknown") {
  struct Case {
    std::string role, organisation;
    Lines lines;
  };
  const Lines no{"error p/a T [s] fail: x"};
  const auto c = GENERATE_COPY(values<Case>({
      {"engineering_manager", "teams: [{id: core, engineering_manager: ada}]", {}},
      {"engineering_manager", "teams: [{id: core, engineering_manager: bob}]", no},
      {"engineering_manager",
       "teams: [{id: core}]",
       {"note p/a [s] unknown: T: team.engineering_manager is not known (who organises the team)"}},
      {"product_manager", "teams: [{id: core, product_manager: ada}]", {}},
      {"product_manager",
       "teams: [{id: core}]",
       {"note p/a [s] unknown: T: team.product_manager is not known (who owns the product queue)"}},
      {"tech_lead", "teams: [{id: core, tech_leads: []}]", no},
      {"tech_lead",
       "teams: [{id: core}]",
       {"note p/a [s] unknown: T: team.tech_leads is not known (who owns the technical queue)"}},
      {"project_lead", "teams: [{id: core}], projects: [{id: x, team: core, lead: ada, state: active}]", {}},
      {"project_lead", "teams: [{id: core}], projects: [{id: x, team: core, lead: ada, state: done}]", no},
      {"project_lead", "teams: [{id: core}], projects: [{id: x, lead: ada, state: active}]", no},
      {"project_lead",
       "teams: [{id: core}], projects: [{id: x, team: core, lead: ada}]",
       {"note p/a [s] unknown: T: project.state is not known (where the project stands)"}},
      {"project_lead",
       "teams: [{id: core}], projects: [{id: x, team: core, state: active}]",
       {"note p/a [s] unknown: T: project.lead is not known (the project lead now, or the last one)"}},
      {"tehc_' + 'lead",  // a literal would be refused when the pack loads
       "teams: [{id: core}]",
       {"error p/a T [s] broken: cannot be checked: no role is called 'tehc_lead'; roles are engineering_manager, "
        "product_manager, tech_lead, project_lead; did you mean 'tech_lead'?"}},
  }));
  SECTION(c.role + " " + c.organisation) {
    const auto pack = fmt::format(
        "authority: [{{id: a, action: pull, allow: \"acts_as(person, '{}', item.team)\", recorded: item.pulled_by, "
        "message: x}}]",
        c.role);
    const auto text = fmt::format(
        "organisation: {{people: [{{id: ada}}, {{id: bob}}], {}}}\nsprint: {{id: s, team: core}}\n"
        "items: [{{id: T, pulled_by: ada}}]",
        c.organisation);
    CHECK(audit_lines(pack, text) == c.lines);
  }
}
