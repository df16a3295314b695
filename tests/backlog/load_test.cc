#include "rules/backlog/load.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

#include "tests/backlog/documents.h"

namespace sprintd::backlog {
namespace {

using namespace test;
using enum EntityKind;

// The example of the contract, as it stands there.
constexpr const char* kExample = R"({"schema": "sprintd.backlog/v1",
 "organisation": {
   "time_zone": "Europe/Berlin",
   "ladder": {"technical": ["engineer_1", "engineer_2", "senior_1", "senior_2", "staff_1"], "management": ["em", "senior_em"]},
   "people": [{"id": "grace", "name": "Grace H.", "track": "management", "level": "em"},
              {"id": "ada", "name": "Ada L.", "track": "technical", "level": "senior_1", "manager": "grace", "capacity": 8, "joined": "2024-02-01",
               "time_off": [{"from": "2026-03-09", "until": "2026-03-10"}]},
              {"id": "bob", "name": "Bob K.", "track": "technical", "level": "engineer_2", "manager": "ada", "capacity": 10}],
   "teams": [{"id": "core", "name": "Core", "engineering_manager": "grace", "tech_leads": ["ada"], "members": ["ada", "bob"]}],
   "projects": [{"id": "atlas", "name": "Atlas", "team": "core", "lead": "bob", "complexity": 3, "state": "active", "starts": "2026-01-05",
                 "lead_history": [{"person": "bob", "from": "2026-01-05"}],
                 "status_updates": [{"by": "bob", "at": "2026-02-26T09:00:00Z"}]}],
   "delegations": [{"person": "bob", "for": "ada", "role": "tech_lead", "team": "core", "from": "2026-03-09", "until": "2026-03-13"}],
   "agreements": [{"kind": "direct_reports", "who": "ada", "with": "grace", "from": "2026-01-10"}]},
 "sprint": {"id": "s-42", "name": "Sprint 42", "team": "core", "starts": "2026-03-02", "ends": "2026-03-13", "state": "planned"},
 "items": [{"id": "TD-12", "title": "Drop the old queue", "kind": "tech_debt", "status": "todo", "points": 3, "project": "atlas",
            "assignee": "bob", "pulled_by": "ada", "pulled_at": "2026-02-27T15:00:00Z", "blocked_by": [], "labels": ["queue"]}]})";

TEST_CASE("the example of the contract loads as it stands") {
  const auto loaded = load(kExample);
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  CHECK(loaded.diagnostics.empty());
  const auto& b = *loaded.backlog;
  CHECK(b.rows(organisation) == 1);
  CHECK(b.rows(person) == 3);
  CHECK(b.rows(item) == 1);
  CHECK(b.rows(lead_period) == 1);
  CHECK(b.zone().name() == "Europe/Berlin");
  CHECK(b.ladder().tracks.at("management") == std::vector<std::string>{"em", "senior_em"});
  CHECK(b.seniority("senior_2") == 4);
  CHECK(b.seniority("em") == 1);
  CHECK_FALSE(b.seniority("wizard"));

  CHECK(text(b, item, "TD-12", "title") == "Drop the old queue");
  CHECK(text(b, item, "TD-12", "kind") == "tech_debt");
  CHECK(real(b, item, "TD-12", "points") == 3.0);
  CHECK(reference(b, item, "TD-12", "project") == "atlas");
  CHECK(reference(b, item, "TD-12", "sprint") == "s-42");
  CHECK(reference(b, item, "TD-12", "team") == "core");
  CHECK(reference(b, item, "TD-12", "reporter") == "-");
  CHECK(text(b, item, "TD-12", "description") == "-");
  CHECK(std::isnan(real(b, item, "TD-12", "value")));
  CHECK(integer(b, item, "TD-12", "priority") == table::kAbsentInteger);
  CHECK(instant(b, item, "TD-12", "pulled_at") == "2026-02-27T15:00:00Z");
  CHECK(list(b, item, "TD-12", "labels") == "queue");
  CHECK(list(b, item, "TD-12", "components").empty());
  CHECK(list(b, item, "TD-12", "acceptance_criteria") == "?");
  CHECK(list(b, item, "TD-12", "past_sprints") == "?");

  // Days begin and end in the organisation's zone.
  CHECK(instant(b, sprint, "s-42", "starts") == "2026-03-01T23:00:00Z");
  CHECK(instant(b, sprint, "s-42", "ends") == "2026-03-13T22:59:59.999999Z");
  CHECK(instant(b, time_off, Row{0}, "until") == "2026-03-10T22:59:59.999999Z");

  CHECK(list(b, person, "grace", "reports") == "ada");
  CHECK(list(b, person, "ada", "reports") == "bob");
  CHECK(list(b, person, "grace", "teams") == "core");
  CHECK(list(b, person, "bob", "leads") == "atlas");
  CHECK(list(b, person, "bob", "led") == "0");
  CHECK(reference(b, lead_period, Row{0}, "project") == "atlas");
  CHECK(cells<table::Column<table::Bool>>(b, lead_period, "handover")[0] == table::Bool::no);
  CHECK(list(b, person, "ada", "agreements") == "0");
  CHECK(list(b, person, "ada", "time_off") == "0");
  CHECK(list(b, person, "bob", "time_off") == "?");
  CHECK(integer(b, person, "ada", "seniority") == 3);
  CHECK(reference(b, project, "atlas", "contact") == "bob");
  CHECK(list(b, project, "atlas", "items") == "TD-12");
  CHECK(list(b, sprint, "s-42", "people") == "ada bob");
  CHECK(list(b, sprint, "s-42", "projects") == "atlas");
  CHECK(real(b, sprint, "s-42", "committed") == 3.0);
  CHECK(list(b, organisation, Row{0}, "people") == "ada bob grace");
  CHECK(list(b, organisation, Row{0}, "items") == "TD-12");
  CHECK(list(b, organisation, Row{0}, "delegations") == "0");

  CHECK(b.pointer(item, 0) == "/items/0");
  CHECK(b.pointer(person, 1) == "/organisation/people/1");
  CHECK(b.pointer(time_off, 0) == "/organisation/people/1/time_off/0");
  CHECK(b.pointer(agreement, 0) == "/organisation/agreements/0");
  CHECK(b.pointer(sprint, 0) == "/sprint");
  CHECK(b.pointer(organisation, 0) == "/organisation");
  PlaceFinder places(b.sources());
  CHECK(places.find(b.span(item, 0)) == Place{16, 12});
  CHECK(places.find(b.span(time_off, 0)) == Place{7, 29});
  CHECK(b.id(item, 0) == "TD-12");
  CHECK(b.id(organisation, 0) == "organisation");
  CHECK(b.id(delegation, 0).empty());
  CHECK_FALSE(b.find(item, "TD-13"));
  CHECK_FALSE(b.find(person, "TD-12"));
}

TEST_CASE("a backlog in YAML says the same as in JSON") {
  const auto loaded = load(R"(schema: sprintd.backlog/v1
organisation:
  people:
    - {id: ada, joined: 2024-02-01}
    - id: "7"
      skills: [c++, "yes"]
sprint: {id: s, starts: 2026-03-02, capacity: 20}
items:
  - id: A-1
    assignee: ada
    points: 2.5
    labels: []
    description: |
      Two
      lines
  - {id: A-2, assignee: "7", blocked_by: [A-1], points: null}
)",
                           "b.yaml");
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  const auto& b = *loaded.backlog;
  CHECK(text(b, item, "A-1", "description") == "Two\nlines\n");
  CHECK(reference(b, item, "A-2", "assignee") == "7");
  CHECK(list(b, person, "7", "skills") == "c++ yes");
  CHECK(list(b, item, "A-1", "blocks") == "A-2");
  CHECK(std::isnan(real(b, sprint, "s", "committed")));
  CHECK(real(b, sprint, "s", "capacity") == 20.0);
  PlaceFinder places(b.sources());
  CHECK(places.find(b.span(item, 1)) == Place{16, 5});
  CHECK(b.pointer(item, 1) == "/items/1");
}

TEST_CASE("what is derived") {
  const auto loaded = load(R"({"schema": "sprintd.backlog/v1",
    "organisation": {"people": [{"id": "a"}, {"id": "b", "manager": "a"}, {"id": "c", "manager": "a"}],
      "teams": [{"id": "t", "members": ["c", "b", "c"], "tech_leads": ["c"], "product_manager": "a"}, {"id": "u"}],
      "projects": [{"id": "p", "team": "t", "lead": "b", "lead_history": [{"person": "b", "until": "2025-01-31"}, {"person": "c"}]},
                   {"id": "q", "lead": "b"},
                   {"id": "r", "team": "u", "lead": "c", "lead_history": [{"person": "b", "until": "2025-01-31"}, {"person": "c", "until": "2025-02-28"}]}]},
    "sprints": [{"id": "s1", "team": "t"}, {"id": "s2", "team": "u"}],
    "items": [{"id": "1", "project": "p", "sprint": "s1", "points": 1, "assignee": "a"},
              {"id": "2", "project": "q", "sprint": "s2", "points": 2, "assignee": "c", "blocked_by": ["1", "1"]},
              {"id": "3", "sprint": "s2", "parent": "1"},
              {"id": "4", "project": "p", "team": "u", "blocked_by": ["1", "2"], "fields": {"risk": [1, {"x": null}]}},
              {"id": "5", "sprint": null}]})");
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  const auto& b = *loaded.backlog;
  CHECK(list(b, person, "a", "reports") == "b c");
  CHECK(list(b, person, "c", "teams") == "t");
  CHECK(list(b, person, "a", "teams") == "t");
  CHECK(list(b, person, "b", "leads") == "p q");
  // b: two written ends, and the current leads of p (the history says c) and q (it has none).
  CHECK(b.rows(lead_period) == 6);
  CHECK(list(b, person, "b", "led") == "0 4 5 2");
  CHECK(list(b, person, "c", "led") == "1 3");
  CHECK(reference(b, lead_period, Row{5}, "project") == "q");
  CHECK(instant(b, lead_period, Row{5}, "from") == "-");
  CHECK_FALSE(b.span(lead_period, 5).known());
  CHECK(b.pointer(lead_period, 5).empty());
  CHECK(b.pointer(lead_period, 3) == "/organisation/projects/2/lead_history/1");
  CHECK(list(b, project, "q", "lead_history") == "?");
  CHECK(list(b, team, "t", "projects") == "p");
  CHECK(list(b, team, "t", "items") == "1");
  CHECK(list(b, team, "u", "items") == "2 3 4");
  CHECK(list(b, team, "u", "members") == "?");
  CHECK(reference(b, item, "1", "team") == "t");
  CHECK(reference(b, item, "2", "team") == "u");
  CHECK(reference(b, item, "4", "sprint") == "-");
  CHECK(reference(b, item, "5", "team") == "-");
  CHECK(list(b, item, "1", "blocks") == "2 4");
  CHECK(list(b, item, "1", "subtasks") == "3");
  CHECK(list(b, sprint, "s1", "items") == "1");
  CHECK(list(b, sprint, "s1", "people") == "a b c");
  CHECK(list(b, sprint, "s2", "people") == "c");
  CHECK(list(b, sprint, "s2", "projects") == "q");
  CHECK(real(b, sprint, "s1", "committed") == 1.0);
  CHECK(std::isnan(real(b, sprint, "s2", "committed")));
  CHECK(list(b, organisation, Row{0}, "sprints") == "s1 s2");
}

TEST_CASE("items are in the single sprint only when none of them names one") {
  const auto with = load(R"({"schema": "sprintd.backlog/v1", "sprint": {"id": "s"},
    "items": [{"id": "1"}, {"id": "2", "sprint": "s"}]})");
  REQUIRE(with.backlog != nullptr);
  CHECK(reference(*with.backlog, item, "1", "sprint") == "-");
  const auto list_of_one =
      load(R"({"schema": "sprintd.backlog/v1", "sprints": [{"id": "s"}], "items": [{"id": "1"}]})");
  REQUIRE(list_of_one.backlog != nullptr);
  CHECK(reference(*list_of_one.backlog, item, "1", "sprint") == "-");
}

TEST_CASE("nothing but a schema is a backlog without rows") {
  const auto loaded = load(R"({"schema": "sprintd.backlog/v1"})");
  REQUIRE(loaded.backlog != nullptr);
  CHECK(loaded.backlog->rows(organisation) == 1);
  CHECK(loaded.backlog->rows(item) == 0);
  CHECK_FALSE(loaded.backlog->span(organisation, 0).known());
  CHECK(loaded.backlog->zone().name() == "UTC");
  CHECK(list(*loaded.backlog, organisation, Row{0}, "people").empty());
}

TEST_CASE("several documents are pages of one backlog, the organisation may be a file of its own") {
  std::vector<Document> documents;
  documents.push_back({"1.json",
                       R"({"schema": "sprintd.backlog/v1", "sprint": {"id": "s", "starts": "2026-03-02"},
                           "items": [{"id": "1", "blocked_by": ["2"], "assignee": "ada"}]})",
                       Document::Part::backlog});
  documents.push_back({"2.json",
                       R"({"schema": "sprintd.backlog/v1", "sprint": {"id": "s", "starts": "2026-03-02"},
                           "items": [{"id": "2", "created": "2026-01-01"}]})",
                       Document::Part::backlog});
  documents.push_back(
      {"org.yaml", "time_zone: America/Los_Angeles\npeople:\n  - id: ada\n", Document::Part::organisation});
  const auto loaded = load_backlog(std::move(documents));
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  const auto& b = *loaded.backlog;
  CHECK(b.rows(sprint) == 1);
  CHECK(list(b, sprint, "s", "items") == "1 2");
  CHECK(list(b, item, "2", "blocks") == "1");
  CHECK(b.pointer(item, 1) == "/items/0");
  CHECK(b.sources().name(b.span(item, 1).file) == "2.json");
  CHECK(b.pointer(person, 0) == "/people/0");
  CHECK(b.pointer(organisation, 0).empty());
  CHECK(b.sources().name(b.span(person, 0).file) == "org.yaml");
  CHECK(instant(b, sprint, "s", "starts") == "2026-03-02T08:00:00Z");
  CHECK(instant(b, item, "2", "created") == "2026-01-01T08:00:00Z");
}

TEST_CASE("a page may add people, with records of their own, to an organisation read before it") {
  std::vector<Document> documents;
  documents.push_back(
      {"org.yaml", "people:\n  - {id: ada, time_off: [{from: 2026-03-02}]}\n", Document::Part::organisation});
  documents.push_back({"1.json",
                       R"({"schema": "sprintd.backlog/v1",
                           "organisation": {"people": [{"id": "zoe"}, {"id": "bob", "time_off": [{"from": "2026-03-09"}]}]},
                           "items": [{"id": "1", "assignee": "bob"}]})",
                       Document::Part::backlog});
  const auto loaded = load_backlog(std::move(documents));
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  const auto& b = *loaded.backlog;
  CHECK(list(b, organisation, Row{0}, "people") == "ada bob zoe");
  CHECK(b.pointer(person, row(b, person, "bob")) == "/organisation/people/1");
  CHECK(b.pointer(time_off, 0) == "/people/0/time_off/0");
  CHECK(b.pointer(time_off, 1) == "/organisation/people/1/time_off/0");
  CHECK(b.sources().name(b.span(time_off, 0).file) == "org.yaml");
  CHECK(b.sources().name(b.span(time_off, 1).file) == "1.json");
}

TEST_CASE("a base lends its organisation to documents that bring none") {
  auto base = load(kExample).backlog;
  REQUIRE(base != nullptr);
  const auto loaded = load(R"({"schema": "sprintd.backlog/v1", "sprint": {"id": "n", "starts": "2026-03-16"},
      "items": [{"id": "X-1", "assignee": "bob", "project": "atlas"}]})",
                           "n.json", base.get());
  base.reset();
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  const auto& b = *loaded.backlog;
  CHECK(b.rows(item) == 1);
  CHECK(b.rows(sprint) == 1);
  CHECK(b.rows(lead_period) == 1);
  CHECK_FALSE(b.find(sprint, "s-42"));
  CHECK(reference(b, item, "X-1", "team") == "core");
  CHECK(list(b, project, "atlas", "items") == "X-1");
  CHECK(list(b, person, "ada", "reports") == "bob");
  CHECK(text(b, person, "bob", "name") == "Bob K.");
  CHECK(instant(b, sprint, "n", "starts") == "2026-03-15T23:00:00Z");
  CHECK(b.sources().name(b.span(person, 1).file) == "b.json");
  CHECK(b.pointer(time_off, 0) == "/organisation/people/1/time_off/0");
  PlaceFinder places(b.sources());
  CHECK(places.find(b.span(person, 0)) == Place{5, 15});

  const auto unknown = load(R"({"schema": "sprintd.backlog/v1", "items": [{"id": "X-1", "assignee": "bop"}]})",
                            "n.json", loaded.backlog.get());
  CHECK(brief(unknown) ==
        "n.json:1:70 `\"bop\"` E0418 /items/0/assignee no person has the id 'bop' | did you mean 'bob'?\n");

  const auto own = load(R"({"schema": "sprintd.backlog/v1", "organisation": {"people": [{"id": "z"}]}})", "n.json",
                        loaded.backlog.get());
  REQUIRE(own.backlog != nullptr);
  CHECK(own.backlog->rows(person) == 1);
}

TEST_CASE("a byte order mark is no fault") {
  CHECK(load("\xef\xbb\xbf{\"schema\": \"sprintd.backlog/v1\"}").backlog != nullptr);
}

// In a build with assertions this holds too that both passes agree on what is right.
TEST_CASE("no edit of a document crashes the loader, and what it refuses it explains") {
  const std::string example = kExample;
  std::mt19937 random(42);
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  int accepted = 0;
  for (int round = 0; round < 1500; ++round) {
    auto edited = example;
    const auto at = pick(edited.size());
    const auto from = pick(edited.size());
    switch (pick(3)) {
      case 0:
        edited.erase(at, 1 + from % 6);
        break;
      case 1:
        edited.insert(at, example.substr(from, 1 + at % 40));
        break;
      default:
        edited[at] = example[from];
    }
    const auto loaded = load(edited);
    INFO(edited);
    REQUIRE((loaded.backlog == nullptr) != loaded.diagnostics.empty());
    accepted += loaded.backlog != nullptr ? 1 : 0;
    for (const auto& fault : loaded.diagnostics) REQUIRE(fault.span.end <= edited.size());
  }
  CHECK(accepted > 50);
  CHECK(accepted < 1450);
}

TEST_CASE("a real organisation loads") {
  std::ifstream file(SPRINTD_SOURCE_DIR "/../shared/data/titanium/organisation.yaml");
  if (!file) {
    std::cout << "[skipped] no real organisation here\n";
    return;
  }
  std::vector<Document> documents;
  documents.push_back({"organisation.yaml",
                       {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()},
                       Document::Part::organisation});
  const auto loaded = load_backlog(std::move(documents));
  INFO(rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  CHECK(loaded.backlog->rows(team) == 2);
  CHECK(list(*loaded.backlog, person, "ken017", "leads") == "ios tooling");
}

}  // namespace
}  // namespace sprintd::backlog
