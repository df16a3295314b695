// Decisions: authorities, gates, who may instead, which sprint, and what is wrong with a question.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kPack = R"yaml(
queues: {technical: item.kind == 'chore', product: item.kind == 'user_story'}
authority:
  - {id: pull-technical, action: pull, items: item.queue == 'technical', allow: "acts_as(person, 'tech_lead', item.team)"}
  - {id: break, action: break_down, items: item.kind == 'user_story', allow: person == item.project.lead, message: "ask ${item.project.lead.name}", remedy: Ask}
)yaml";

constexpr auto kBacklog = R"yaml(
sprint: {id: s, team: core}
organisation:
  people: [{id: eve, name: Eve}, {id: bob, name: Bob}, {id: ada, name: Ada}]
  teams: [{id: core, tech_leads: [eve, ada], members: [ada, bob]}]
  projects: [{id: atlas, team: core, lead: bob, state: active}, {id: orphan, team: core}]
  delegations: [{person: bob, for: ada, role: tech_lead, team: core, from: 2026-03-09, until: 2026-03-13}]
items:
  - {id: T, kind: chore, points: 3}
  - {id: U, kind: user_story, project: atlas}
  - {id: V, kind: user_story, project: orphan}
  - {id: W, points: 9}
)yaml";

Question ask(std::string_view person, std::string_view action, std::string_view item,
             std::string_view when = "2026-03-01") {
  return {person, action, item, "", at(when)};
}

}  // namespace

TEST_CASE("A decision gives every reason, and who may instead") {
  struct Case {
    std::string name, person, action, item, when;
    Lines lines;
  };
  const auto c = GENERATE(values<Case>({
      {"allowed",
       "ada",
       "pull",
       "T",
       "2026-03-01",
       {"allowed", "authority p/pull-technical pass: acts_as(person, 'tech_lead', item.team) holds"}},
      {"refused",
       "bob",
       "pull",
       "T",
       "2026-03-01",
       {"refused",
        "authority p/pull-technical fail: bob may not pull T: acts_as(person, 'tech_lead', item.team) does not hold",
        "instead: ada, eve"}},
      {"delegated now",
       "bob",
       "pull",
       "T",
       "2026-03-13T22:00:00Z",
       {"allowed", "authority p/pull-technical pass: acts_as(person, 'tech_lead', item.team) holds"}},
      {"a message of the pack",
       "ada",
       "break_down",
       "U",
       "2026-03-01",
       {"refused", "authority p/break fail: ask Bob", "instead: bob"}},
      {"unknown",
       "ada",
       "break_down",
       "V",
       "2026-03-01",
       {"unknown", "authority p/break unknown: project.lead is not known (the project lead now, or the last one)"}},
      {"no authority applies",
       "ada",
       "pull",
       "U",
       "2026-03-01",
       {"refused", "no_authority: no authority for 'pull' applies to U"}},
      {"an authority may apply",
       "bob",
       "pull",
       "W",
       "2026-03-01",
       {"unknown", "authority p/pull-technical unknown: item.kind is not known (what kind of work it is)"}},
      {"an action that nobody knows",
       "ada",
       "pul",
       "T",
       "2026-03-01",
       {"refused", "no_authority: no authority knows the action 'pul'; actions are break_down, pull"}},
      {"nobody of that id", "adda", "pull", "T", "2026-03-01", {"no person 'adda'; did you mean 'ada'?"}},
      {"no such item", "ada", "pull", "XYZ", "2026-03-01", {"no item 'XYZ'"}},
  }));
  SECTION(c.name) { CHECK(decide_lines(kPack, kBacklog, ask(c.person, c.action, c.item, c.when)) == c.lines); }
}

TEST_CASE("A misspelt action has a remedy") {
  Decider decider(load_rules(kPack), load_backlog_text(kBacklog));
  const auto decision = decider.decide(ask("ada", "pul", "T"));
  REQUIRE(decision);
  CHECK(decision->reasons.at(0).remedy == "Did you mean 'pull'?");
}

TEST_CASE("Every authority that applies must allow") {
  constexpr auto kTwo = R"yaml(
authority:
  - {id: a, action: pull, allow: person.id == 'ada'}
  - {id: b, action: pull, items: item.kind == 'chore', allow: person.id == 'bob'}
  - {id: c, action: pull, allow: person.id == 'nobody', effective: {until: 2020-01-01}}
)yaml";
  CHECK(decide_lines(kTwo, kBacklog, ask("ada", "pull", "U")) ==
        Lines{"allowed", "authority p/a pass: person.id == 'ada' holds"});
  CHECK(decide_lines(kTwo, kBacklog, ask("ada", "pull", "T")) ==
        Lines{"refused", "authority p/a pass: person.id == 'ada' holds",
              "authority p/b fail: ada may not pull T: person.id == 'bob' does not hold"});
  CHECK(decide_lines(kTwo, kBacklog, ask("ada", "pull", "W")) ==
        Lines{"unknown", "authority p/a pass: person.id == 'ada' holds",
              "authority p/b unknown: item.kind is not known (what kind of work it is)"});
}

TEST_CASE("Gates stand in the way of an action, unknown ones too") {
  struct Case {
    std::string gate, item;
    Lines lines;
  };
  const std::string pass = "authority p/a pass: true holds";
  const auto c = GENERATE_COPY(values<Case>({
      {"for: item, require: item.points < 5.0", "T", {"allowed", pass, "gate p/g pass: item.points < 5.0 holds"}},
      {"for: item, require: item.points > 5.0",
       "T",
       {"refused", pass, "gate p/g fail: item.points > 5.0 does not hold"}},
      {"for: item, require: item.points < 5.0",
       "U",
       {"unknown", pass, "gate p/g unknown: item.points is not known (estimate in story points)"}},
      {"for: item, where: item.kind == 'spike', require: item.points < 5.0", "T", {"allowed", pass}},
      {"for: item, require: 1 / item.labels.size() > 0",
       "T",
       {"unknown", pass, "gate p/g broken: cannot be checked: division by zero: 1 / 0"}},
      {"for: person, require: person.id == 'bob'",
       "T",
       {"refused", pass, "gate p/g fail: person.id == 'bob' does not hold"}},
      {"for: project, require: project.lead.id == 'bob'",
       "U",
       {"allowed", pass, "gate p/g pass: project.lead.id == 'bob' holds"}},
      {"for: project, require: project.lead.id == 'bob'",
       "T",
       {"unknown", pass, "gate p/g unknown: item.project is not known (the project it belongs to)"}},
      {"for: team, require: team.members.size() == 2",
       "T",
       {"allowed", pass, "gate p/g pass: team.members.size() == 2 holds"}},
      {"for: sprint, require: sprint.id == 's'", "T", {"allowed", pass, "gate p/g pass: sprint.id == 's' holds"}},
      {"for: organisation, require: org.people.size() == 3",
       "T",
       {"allowed", pass, "gate p/g pass: org.people.size() == 3 holds"}},
      {"for: item, require: 'false', effective: {from: 2027-01-01}", "T", {"allowed", pass}},
  }));
  SECTION(c.gate + " " + c.item) {
    const auto pack = fmt::format(
        "authority: [{{id: a, action: pull, allow: 'true'}}]\nrules: [{{id: g, gates: [pull], {}}}]", c.gate);
    CHECK(decide_lines(pack, kBacklog, ask("ada", "pull", c.item)) == c.lines);
  }
}

TEST_CASE("A question is asked in a sprint") {
  constexpr auto kShow = "authority: [{id: a, action: pull, allow: sprint.id == '', message: '${sprint.id}'}]";
  struct Case {
    std::string name, sprints, item, sprint;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"the named one", "{id: s-1}, {id: s-2}", "{id: T, sprint: s-1}", "s-2", "authority p/a fail: s-2"},
      {"the item's", "{id: s-1}, {id: s-2}", "{id: T, sprint: s-1}", "", "authority p/a fail: s-1"},
      {"the only open one", "{id: s-1, state: closed}, {id: s-2}", "{id: T}", "", "authority p/a fail: s-2"},
      {"none", "{id: s-1}, {id: s-2}", "{id: T}", "",
       "authority p/a unknown: item.sprint is not known (the sprint it is in; absent in the backlog)"},
      {"unknown", "{id: s-1}, {id: s-2}", "{id: T}", "s-3", "no sprint 's-3'; did you mean 's-1'?"},
  }));
  SECTION(c.name) {
    const auto text =
        fmt::format("sprints: [{}]\nitems: [{}]\norganisation: {{people: [{{id: ada}}]}}", c.sprints, c.item);
    auto question = ask("ada", "pull", "T");
    question.sprint = c.sprint;
    CHECK(decide_lines(kShow, text, question).back() == c.expected);
  }
}

TEST_CASE("At most twenty may instead, in the order of ids") {
  std::string people;
  for (int i = 30; i > 0; --i) people += fmt::format("{{id: p{:02}}}, ", i);
  const auto text = fmt::format("items: [{{id: T}}]\norganisation: {{people: [{} {{id: zoe}}]}}", people);
  Decider decider(load_rules("authority: [{id: a, action: pull, allow: person.id != 'zoe'}]"), load_backlog_text(text));
  const auto decision = decider.decide(ask("zoe", "pull", "T"));
  REQUIRE(decision);
  REQUIRE(decision->instead.size() == 20);
  CHECK(decision->backlog->id(backlog::EntityKind::person, decision->instead.front()) == "p01");
  CHECK(decision->backlog->id(backlog::EntityKind::person, decision->instead.back()) == "p20");
}
