#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "rules/backlog/load.h"
#include "tests/backlog/documents.h"

namespace sprintd::backlog {
namespace {

using namespace test;

struct Case {
  std::string text;  // behind {"schema": "sprintd.backlog/v1", on a line of its own
  std::string faults;
};

std::string document(const std::string& rest) { return "{\"schema\": \"sprintd.backlog/v1\",\n" + rest + "}"; }

void check(const std::vector<Case>& cases) {
  for (const auto& [text, faults] : cases) {
    const auto loaded = load(document(text));
    INFO("text: " << text);
    CHECK(loaded.backlog == nullptr);
    CHECK(brief(loaded) == faults);
  }
}

TEST_CASE("faults of single values") {
  check({
      {R"("items": [{"id": "1", "pionts": 3}])",
       "b.json:2:23 `\"pionts\"` E0410 /items/0/pionts item has no key 'pionts' | did you mean 'points'?\n"},
      {R"("items": [{"id": "1", "blocks": []}])",
       "b.json:2:23 `\"blocks\"` E0410 /items/0/blocks 'blocks' is derived, never written | remove it: items that wait "
       "for this one\n"},
      {R"("item": [])", "b.json:2:1 `\"item\"` E0410 /item a backlog has no key 'item' | did you mean 'items'?\n"},
      {R"("people": [])",
       "b.json:2:1 `\"people\"` E0410 /people a backlog has no key 'people' | it stands under 'organisation'\n"},
      {R"("items": [{"id": "1", "points": 3, "points": 3}])",
       "b.json:2:36 `\"points\"` E0406 /items/0/points key 'points' stands here twice\n"},
      {R"("items": [{"id": "1", "fields": {"a": 1, "a": 2}}])",
       "b.json:2:42 `\"a\"` E0406 /items/0/fields/a key 'a' stands here twice\n"},
      {R"("items": [], "items": [])", "b.json:2:14 `\"items\"` E0406 /items key 'items' stands here twice\n"},
      {R"("items": [{"id": "1", "points": "3"}])",
       "b.json:2:33 `\"3\"` E0411 /items/0/points 'points' must be a number, not a string | write it without quotes\n"},
      {R"("items": [{"id": 1}])",
       "b.json:2:18 `1` E0411 /items/0/id 'id' must be a string, not a number | put it in quotes\n"},
      {R"("items": [{"id": "1", "labels": "a"}])",
       "b.json:2:33 `\"a\"` E0411 /items/0/labels 'labels' must be a list of strings, not a string | put it in "
       "brackets\n"},
      {R"("items": [{"id": "1", "labels": ["a", 2, null]}])",
       "b.json:2:39 `2` E0411 /items/0/labels/1 an element of 'labels' must be a string, not a number | put it in "
       "quotes\n"
       "b.json:2:42 `null` E0411 /items/0/labels/2 an element of 'labels' must be a string, not null\n"},
      {R"("items": [{"id": "1"}, 5, {"id": "1"}])",
       "b.json:2:24 `5` E0411 /items/1 an element of 'items' must be an object, not a number\n"
       "b.json:2:34 `\"1\"` E0417 /items/2/id there are two items '1'\n"},
      {R"("items": {"id": "1"})",
       "b.json:2:10 `{` E0411 /items 'items' must be a list of objects, not an object | put it in brackets\n"},
      {R"("organisation": {"people": [{"id": "a", "time_off": [7]}]})",
       "b.json:2:54 `7` E0411 /organisation/people/0/time_off/0 an element of 'time_off' must be an object, not a "
       "number\n"},
      {R"("sprint": [])", "b.json:2:11 `[` E0411 /sprint 'sprint' must be an object, not a list\n"},
      {R"("items": [{"title": "x"}, {"id": null}, {"id": ""}])",
       "b.json:2:11 `{` E0412 /items/0 item without 'id'\n"
       "b.json:2:27 `{` E0412 /items/1 item without 'id'\n"
       "b.json:2:48 `\"\"` E0412 /items/2/id item with an empty 'id'\n"},
      {R"("organisation": {"people": [{"id": "a"}], "delegations": [{"person": "a", "for": "a"}]})",
       "b.json:2:59 `{` E0412 /organisation/delegations/0 delegation without 'role'\n"},
      {R"("sprint": {"id": "s", "starts": "02.03.2026", "ends": "2026-02-30"}, "items": [{"id": "1", "created": "2026-01-01T10:00:00"}])",
       "b.json:2:33 `\"02.03.2026\"` E0413 /sprint/starts 'starts' is not a date: '02.03.2026' | write 2026-03-02 or "
       "2026-03-02T15:00:00Z\n"
       "b.json:2:55 `\"2026-02-30\"` E0413 /sprint/ends 'ends' is not a date: '2026-02-30' | no such day\n"
       "b.json:2:103 `\"2026-01-01T10:00:00\"` E0413 /items/0/created 'created' is not a date: '2026-01-01T10:00:00' | "
       "write the time with its offset, as 2026-03-02T15:00:00Z or 2026-03-02T16:00:00+01:00\n"},
      {R"("items": [{"id": "1", "kind": "tech-debt", "status": "blocked"}])",
       "b.json:2:31 `\"tech-debt\"` E0415 /items/0/kind unknown kind 'tech-debt' | did you mean 'tech_debt'?\n"
       "b.json:2:54 `\"blocked\"` E0415 /items/0/status unknown status 'blocked' | one of todo, doing, done, "
       "cancelled\n"},
      {R"("items": [{"id": "1", "points": -1, "priority": 0, "appetite": 1e400}])",
       "b.json:2:33 `-1` E0424 /items/0/points 'points' is -1, it must be at least 0\n"
       "b.json:2:49 `0` E0424 /items/0/priority 'priority' is 0, it must be at least 1\n"
       "b.json:2:64 `1e400` E0404 /items/0/appetite number beyond the range of a double\n"},
      {R"("items": [{"id": "1", "points": -0.5, "priority": 0}, {"id": "2", "priority": 1.5}])",
       "b.json:2:33 `-0.5` E0424 /items/0/points 'points' is -0.5, it must be at least 0\n"
       "b.json:2:51 `0` E0424 /items/0/priority 'priority' is 0, it must be at least 1\n"
       "b.json:2:79 `1.5` E0411 /items/1/priority 'priority' must be a whole number, not 1.5\n"},
      {R"("organisation": {"projects": [{"id": "p", "complexity": 6}]})",
       "b.json:2:57 `6` E0424 /organisation/projects/0/complexity 'complexity' is 6, it must be from 1 to 5\n"},
      {R"("organisation": {"time_zone": "Europe/Berlinn"})",
       "b.json:2:31 `\"Europe/Berlinn\"` E0422 /organisation/time_zone unknown time zone 'Europe/Berlinn' | write a "
       "name such as Europe/Berlin, or UTC\n"},
      {R"("organisation": {"ladder": {"tecnical": ["a"], "management": ["m", "m", 3], "product": "p"}})",
       "b.json:2:29 `\"tecnical\"` E0415 /organisation/ladder/tecnical unknown track 'tecnical' | did you mean "
       "'technical'?\n"
       "b.json:2:68 `\"m\"` E0417 /organisation/ladder/management/1 rung 'm' is in the ladder twice\n"
       "b.json:2:73 `3` E0411 /organisation/ladder/management/2 a rung must be a string, not a number | put it in "
       "quotes\n"
       "b.json:2:88 `\"p\"` E0411 /organisation/ladder/product the rungs of a track must be a list of strings, not a "
       "string\n"},
  });
}

TEST_CASE("faults between values") {
  check({
      {R"("sprint": {"id": "s", "starts": "2026-03-13", "ends": "2026-03-02"})",
       "b.json:2:55 `\"2026-03-02\"` E0414 /sprint/ends 'ends' is before 'starts'\n"},
      {R"("organisation": {"people": [{"id": "a", "time_off": [{"from": "2026-03-02", "until": "2026-03-02"}, {"from": "2026-03-02", "until": "2026-03-01"}]}]})",
       "b.json:2:133 `\"2026-03-01\"` E0414 /organisation/people/0/time_off/1/until 'until' is before 'from'\n"},
      {R"("organisation": {"ladder": {"technical": ["eng_1", "eng_2"], "management": ["em"]},
 "people": [{"id": "a", "level": "eng_3"}, {"id": "b", "track": "technical", "level": "em"}, {"id": "c", "goal": "technicall"},
            {"id": "d", "goal": "management", "level": "em"}, {"id": "e", "goal": "eng_2"}]})",
       "b.json:3:34 `\"eng_3\"` E0416 /organisation/people/0/level 'eng_3' is not a rung of any track | did you mean "
       "'eng_1'?\n"
       "b.json:3:87 `\"em\"` E0416 /organisation/people/1/level 'em' is not a rung of the track technical\n"
       "b.json:3:114 `\"technicall\"` E0416 /organisation/people/2/goal 'technicall' is not a rung of any track, nor a "
       "track | did you mean 'technical'?\n"},
      {R"("items": [{"id": "1", "assignee": "ada", "blocked_by": ["1x", "2"], "epic": "E"}, {"id": "2", "sprint": "s"}])",
       "b.json:2:35 `\"ada\"` E0418 /items/0/assignee no person has the id 'ada' | no organisation was given\n"
       "b.json:2:57 `\"1x\"` E0418 /items/0/blocked_by/0 no item has the id '1x' | did you mean '1'?\n"
       "b.json:2:77 `\"E\"` E0418 /items/0/epic no item has the id 'E'\n"
       "b.json:2:105 `\"s\"` E0418 /items/1/sprint no sprint has the id 's' | there are no sprints at all\n"},
      {R"("organisation": {"people": [{"id": "ada"}], "projects": [{"id": "p", "lead": "ada ", "status_updates": [{"by": "bob", "at": "2026-01-01"}]}]})",
       "b.json:2:78 `\"ada \"` E0418 /organisation/projects/0/lead no person has the id 'ada ' | did you mean 'ada'?\n"
       "b.json:2:112 `\"bob\"` E0418 /organisation/projects/0/status_updates/0/by no person has the id 'bob'\n"},
      {R"("items": [{"id": "1", "blocked_by": ["3"]}, {"id": "2", "blocked_by": ["1"]}, {"id": "3", "blocked_by": ["4", "2"]}, {"id": "4"}])",
       "b.json:2:38 `\"3\"` E0419 /items/0/blocked_by items wait for each other: 1 -> 3 -> 2 -> 1\n"},
      {R"("items": [{"id": "1", "parent": "1"}, {"id": "2", "blocked_by": ["2"]}])",
       "b.json:2:33 `\"1\"` E0419 /items/0/parent items are parts of each other: 1 -> 1\n"
       "b.json:2:66 `\"2\"` E0419 /items/1/blocked_by items wait for each other: 2 -> 2\n"},
      {R"("organisation": {"people": [{"id": "a", "manager": "b"}, {"id": "b", "manager": "a"}, {"id": "c", "manager": "a"}]})",
       "b.json:2:52 `\"b\"` E0419 /organisation/people/0/manager people report to each other: a -> b -> a\n"},
      {R"("sprint": {"id": "a"}, "sprints": [{"id": "b"}])",
       "b.json:2:24 `\"sprints\"` E0421 /sprints a document has either 'sprint' or 'sprints'\n"},
  });
}

TEST_CASE("faults of whole documents") {
  CHECK(brief(load(R"({"items": []})")) ==
        "b.json:1:1 `{` E0420  document without 'schema' | write \"schema\": \"sprintd.backlog/v1\"\n");
  CHECK(brief(load(R"({"schema": "sprintd.backlog/v2"})")) ==
        "b.json:1:12 `\"sprintd.backlog/v2\"` E0420 /schema unknown schema 'sprintd.backlog/v2' | write \"schema\": "
        "\"sprintd.backlog/v1\"\n");
  CHECK(brief(load("- a\n", "b.yaml")) == "b.yaml:1:1 `- a` E0411  a backlog document must be an object, not a list\n");

  std::vector<Document> documents;
  documents.push_back({"1.json", document(R"("sprint": {"id": "s"}, "organisation": {}, "items": [{"id": "1"}])"),
                       Document::Part::backlog});
  documents.push_back(
      {"2.json", document(R"("sprint": {"id": "s", "goal": "g"}, "items": [{"id": "1"}])"), Document::Part::backlog});
  documents.push_back({"o.yaml", "schema: sprintd.backlog/v1\norganisation: {}\n", Document::Part::organisation});
  const auto loaded = load_backlog(std::move(documents));
  CHECK(loaded.backlog == nullptr);
  CHECK(brief(loaded) ==
        "2.json:2:31 `\"g\"` E0425 /sprint/goal 'goal' of sprint 's' differs from another page\n"
        "2.json:2:54 `\"1\"` E0417 /items/0/id there are two items '1'\n"
        "o.yaml:1:1 `schema: sprintd.backlog/v1` E0423  a second organisation\n");
}

TEST_CASE("a fault is shown with its line, a caret, and the other place it speaks of") {
  CHECK(rendered(load(
            document(" \"items\": [\n  {\"id\": \"ä\", \"blocked_by\": [\"b\"]},\n  {\"id\": \"b\", \"blocked_by\": "
                     "[\"ä\"]},\n  {\"id\": \"b\"}\n ]"))) ==
        "b.json:3:30: error[E0419]: items wait for each other: ä -> b -> ä (at /items/0/blocked_by)\n"
        "    3 |   {\"id\": \"ä\", \"blocked_by\": [\"b\"]},\n"
        "      |                              ^^^\n"
        "b.json:4:30: note: and here\n"
        "    4 |   {\"id\": \"b\", \"blocked_by\": [\"ä\"]},\n"
        "      |                              ^^^\n"
        "\n"
        "b.json:5:10: error[E0417]: there are two items 'b' (at /items/2/id)\n"
        "    5 |   {\"id\": \"b\"}\n"
        "      |          ^^^\n"
        "b.json:4:10: note: the first\n"
        "    4 |   {\"id\": \"b\", \"blocked_by\": [\"ä\"]},\n"
        "      |          ^^^\n");
}

TEST_CASE("a syntax fault ends its file, and what it hid is not called missing") {
  std::vector<Document> documents;
  documents.push_back(
      {"1.json", document(R"("items": [{"id": "1", "points": -1}, {"id": 2,}])"), Document::Part::backlog});
  documents.push_back(
      {"2.json", document(R"("items": [{"id": "3", "blocked_by": ["2"], "points": -1}])"), Document::Part::backlog});
  CHECK(brief(load_backlog(std::move(documents))) ==
        "1.json:2:33 `-1` E0424 /items/0/points 'points' is -1, it must be at least 0\n"
        "1.json:2:45 `2` E0411 /items/1/id 'id' must be a string, not a number | put it in quotes\n"
        "1.json:2:47 `}` E0402 /items/1/id expected a key in double quotes, found '}' | remove the comma before it\n"
        "2.json:2:54 `-1` E0424 /items/0/points 'points' is -1, it must be at least 0\n");
}

TEST_CASE("a file shows its first hundred faults and says how many there were") {
  std::string items = "\"items\": [";
  for (int i = 0; i < 250; ++i) items += fmt::format("{}{{\"id\": \"{}\", \"point\": 1}}", i == 0 ? "" : ",\n", i);
  const auto loaded = load(document(items + "]"));
  REQUIRE(loaded.diagnostics.size() == 101);
  CHECK(loaded.diagnostics.back().code == Code::backlog_more_faults);
  CHECK(loaded.diagnostics.back().message == "and 150 more in this file");
  CHECK(loaded.diagnostics[99].pointer == "/items/99/point");
}

TEST_CASE("faults in YAML stand where the text does") {
  const auto loaded = load(
      "schema: sprintd.backlog/v1\n"
      "items:\n"
      "  - id: 2021\n"
      "  - {id: A, points: 'x', assignee: bob}\n"
      "  - id: B\n"
      "    kindd: bug\n",
      "b.yaml");
  CHECK(brief(loaded) ==
        "b.yaml:3:9 `2021` E0411 /items/0/id 'id' must be a string, not a number | put it in quotes\n"
        "b.yaml:4:21 `'x'` E0411 /items/1/points 'points' must be a number, not a string | write it without quotes\n"
        "b.yaml:4:36 `bob` E0418 /items/1/assignee no person has the id 'bob' | no organisation was given\n"
        "b.yaml:6:5 `kindd` E0410 /items/2/kindd item has no key 'kindd' | did you mean 'kind'?\n");
}

}  // namespace
}  // namespace sprintd::backlog
