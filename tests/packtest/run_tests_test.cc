#include "rules/packtest/run_tests.h"

#include <catch2/catch.hpp>

#include "rules/packtest/report_tests.h"
#include "rules/ruleset/pack_keys.h"
#include "tests/packtest/samples.h"

namespace sprintd::packtest {
namespace {

std::string text_of(const std::string& cases) {
  std::vector<FileResult> results;
  results.push_back(run_sample(cases));
  return write_results(results, nullptr, Format::text, {.colour = false, .width = 100, .verbose = true});
}

struct Sample {
  const char* cases;
  const char* text;
};

}  // namespace

TEST_CASE("cases that hold pass") {
  CHECK(text_of(R"(cases:
  - case: stories are small enough
    findings: []
    rules: [small]
  - case: a large one is found
    with: {US-1: {points: 20}}
    findings: [{rule: small, subject: US-1, message: US-1 has 20 points}]
  - case: without an estimate nobody knows
    unset: {TD-1: [points]}
    rules: [team/small]
    findings: [{rule: small, subject: TD-1, verdict: unknown}]
  - case: a tech lead may pull
    may: {person: ada, action: pull, item: TD-1}
    answer: allowed
    clauses: [T2]
  - case: others may not
    may: {person: bob, action: pull, item: TD-1}
    answer: refused
  - case: stories are not spoken about
    may: {person: ada, action: pull, item: US-1}
    answer: refused
    clauses: [no-authority]
)") == R"(folder/team.test.yaml
✓ stories are small enough
✓ a large one is found
✓ without an estimate nobody knows
✓ a tech lead may pull
✓ others may not
✓ stories are not spoken about

✓ 6 passed, 0 failed
)");
}

TEST_CASE("what differs is shown as a comparison, with evidence and the place of the rule") {
  static constexpr Sample kSamples[] = {
      {R"(cases:
  - case: nothing is large
    with: {US-1: {points: 20}}
    findings: []
)",
       R"(folder/team.test.yaml
✗ nothing is large
    folder/team.test.yaml:6:11
    - expected  + found
    + small  US-1  fail  US-1 has 20 points
        item.points = 20
        rule at folder/team.yaml:14:9

✗ 0 passed, 1 failed
)"},
      {R"(cases:
  - case: something is large
    findings: [{rule: small, subject: US-1}]
)",
       R"(folder/team.test.yaml
✗ something is large
    folder/team.test.yaml:6:11
    - expected  + found
    - small  US-1  fail
        it passes
        item.points = 5
        rule at folder/team.yaml:14:9

✗ 0 passed, 1 failed
)"},
      {R"(cases:
  - case: something finished is large
    with: {US-1: {points: 20, status: done}}
    findings: [{rule: small, subject: US-1}]
)",
       R"(folder/team.test.yaml
✗ something finished is large
    folder/team.test.yaml:6:11
    - expected  + found
    - small  US-1  fail
        it does not speak about this subject
        item.status = done
        rule at folder/team.yaml:14:9

✗ 0 passed, 1 failed
)"},
      {R"(cases:
  - case: the message
    with: {US-1: {points: 20}}
    findings: [{rule: small, subject: US-1, message: too large}]
)",
       R"(folder/team.test.yaml
✗ the message
    folder/team.test.yaml:6:11
    - expected  + found
    - small  US-1  fail  too large
    + small  US-1  fail  US-1 has 20 points
        item.points = 20
        rule at folder/team.yaml:14:9

✗ 0 passed, 1 failed
)"},
      {R"(cases:
  - case: anybody may pull
    may: {person: bob, action: pull, item: TD-1}
    answer: allowed
)",
       R"(folder/team.test.yaml
✗ anybody may pull
    folder/team.test.yaml:6:11
    expected the answer 'allowed', and it is 'refused'
    · pull-technical  TD-1  fail  Bob K. is no tech lead
        person = bob
        item.team = core
        acts_as(person, "tech_lead", item.team) = false
        rule at folder/team.yaml:7:9

✗ 0 passed, 1 failed
)"},
      {R"(cases:
  - case: another clause
    may: {person: ada, action: pull, item: TD-1}
    answer: allowed
    clauses: [T1]
)",
       R"(folder/team.test.yaml
✗ another clause
    folder/team.test.yaml:6:11
    expected the clauses T1, and they are T2
    · pull-technical  TD-1  pass  acts_as(person, "tech_lead", item.team) holds
        person = ada
        item.team = core
        acts_as(person, "tech_lead", item.team) = true
        rule at folder/team.yaml:7:9

✗ 0 passed, 1 failed
)"},
  };
  for (const auto& [cases, text] : kSamples) CHECK(text_of(cases) == text);
}

TEST_CASE("an expectation that any rule would meet that never applies fails") {
  static constexpr Sample kSamples[] = {
      {R"(cases:
  - case: done items may be large
    with: {US-1: {status: done, points: 20}, TD-1: {status: done}}
    rules: [small]
    findings: []
)",
       "small speaks about nothing in this backlog, so the case shows nothing about it"},
      {R"(cases:
  - case: refused, but by nobody
    may: {person: ada, action: pull, item: US-1}
    answer: refused
)",
       "it is refused only because no authority speaks about it; where that is meant, write clauses: [no-authority]"},
  };
  for (const auto& [cases, problem] : kSamples) {
    const auto result = run_sample(cases);
    REQUIRE(result.cases.size() == 1);
    CHECK_FALSE(result.cases.front().passed());
    CHECK(result.cases.front().problems.front() == problem);
  }
}

TEST_CASE("cases are chosen by name") {
  const std::string cases = R"(cases:
  - case: small stories
    findings: []
  - case: large stories
    findings: [{rule: small, subject: US-1}]
)";
  CHECK(run_sample(cases, {.run = "small"}).cases.size() == 1);
  CHECK(run_sample(cases, {.run = "l*e st"}).cases.front().name == "large stories");
  CHECK(run_sample(cases, {.run = "stories"}).cases.size() == 2);
  CHECK(run_sample(cases, {.run = "nothing"}).cases.empty());
}

TEST_CASE("values of every form under every key are run or told why not") {
  for (const auto& key : ruleset::pack_keys()) {
    if (key.section < ruleset::Section::test || key.section >= ruleset::Section::sign_off_file) continue;
    for (const std::string_view value :
         {"", "~", "x", "1", "[]", "{}", "[[], {}, x]", "{a: [b]}", "{TD-1: {}}", "\"\""}) {
      const auto line = std::string(key.name) + ": " + std::string(value) + "\n";
      std::string text = "sprintd: 1\npacks: [team.yaml]\nnow: 2026-03-02\n";
      if (key.section == ruleset::Section::test) {
        text += line;
      } else if (key.section == ruleset::Section::cases) {
        text += "backlog: board.json\ncases:\n  - " + line;
      } else if (key.section == ruleset::Section::findings) {
        text += "backlog: board.json\ncases:\n  - findings:\n      - " + line;
      } else {
        text += "backlog: board.json\ncases:\n  - may:\n      " + line;
      }
      INFO(text);
      const auto result = run_sample(text);
      bool passed = !result.cases.empty();
      for (const auto& one : result.cases) passed = passed && one.passed();
      CHECK((passed || !result.faults.empty()));
    }
  }
}

TEST_CASE("faults of a file of tests are told with their places, all at once") {
  static constexpr Sample kSamples[] = {
      {R"(cases:
  - case: wrong in many ways
    with: {TD-2: {points: 8}}
    unset: {US-1: [poinst]}
    findings: []
)",
       R"(folder/team.test.yaml:7:12: error[E0903]: the backlog has no 'TD-2'
    7 |     with: {TD-2: {points: 8}}
      |            ^^^^ did you mean 'TD-1'?

folder/team.test.yaml:8:20: error[E0904]: item US-1 has no field 'poinst' that a document writes
    8 |     unset: {US-1: [poinst]}
      |                    ^^^^^^ did you mean 'points'?
)"},
      {R"(cases:
  - case: a value that points cannot have
    with: {TD-1: {points: many}}
    findings: []
)",
       R"(folder/team.test.yaml:7:27: error[E0411]: 'points' must be a number, not a string (at /items/0/points)
    7 |     with: {TD-1: {points: many}}
      |                           ^^^^ write it without quotes
)"},
      {R"(cases:
  - case: about nothing that there is
    findings: [{rule: small, subject: TD-9}]
  - case: this one runs
    findings: []
)",
       R"(folder/team.test.yaml:7:39: error[E0903]: the backlog has no 'TD-9'
    7 |     findings: [{rule: small, subject: TD-9}]
      |                                       ^^^^ did you mean 'TD-1'?
)"},
      {"sprintd: 1\npack: team\nrules: []\n",
       R"(folder/team.test.yaml:2:7: error[E0304]: this is a pack, not a file of tests
    2 | pack: team
      |       ^^^^ a file of tests names packs and has cases
)"},
      {R"(cases:
  - case: a rule that there is not
    rules: [smal]
    findings: [{rule: team/large, subject: TD-1}]
)",
       R"(folder/team.test.yaml:7:13: error[E0905]: the packs have no rule, authority or limit 'smal'
    7 |     rules: [smal]
      |             ^^^^ did you mean 'small'?

folder/team.test.yaml:8:23: error[E0905]: the packs have no rule, authority or limit 'team/large'
    8 |     findings: [{rule: team/large, subject: TD-1}]
      |                       ^^^^^^^^^^
)"},
      {R"(cases:
  - case: nothing
  - case: nothing
    findings: []
    answer: allowed
)",
       R"(folder/team.test.yaml:6:11: error[E0901]: the case does not say what it expects
    6 |   - case: nothing
      |           ^^^^^^^ write 'findings' (a list; [] for none), or 'may' with 'answer'

folder/team.test.yaml:7:11: error[E0902]: there are two cases 'nothing'
    7 |   - case: nothing
      |           ^^^^^^^
folder/team.test.yaml:6:11: note: the other one
    6 |   - case: nothing
      |           ^^^^^^^

folder/team.test.yaml:9:13: error[E0901]: 'answer' needs a question
    9 |     answer: allowed
      |             ^^^^^^^ write 'may'
)"},
      {"sprintd: 1\npacks: [other.yaml]\nbacklog: board.yaml\nnow: today\ncases: []\n",
       R"(folder/team.test.yaml:4:6: error[E0313]: 'now' is not a date: 'today'
    4 | now: today
      |      ^^^^^ write a day that exists, such as 2026-03-02
)"},
      {"sprintd: 1\npacks: [other.yaml]\nbacklog: board.yaml\nnow: 2026-03-02\ncases: []\n",
       R"(folder/team.test.yaml:2:9: error[E0701]: cannot read folder/other.yaml
    2 | packs: [other.yaml]
      |         ^^^^^^^^^^

folder/team.test.yaml:3:10: error[E0701]: cannot read folder/board.yaml
    3 | backlog: board.yaml
      |          ^^^^^^^^^^
)"},
  };
  for (const auto& [cases, text] : kSamples) {
    const auto result = run_sample(cases);
    REQUIRE(result.faults.size() == 1);
    const auto& faults = result.faults.front();
    CHECK(report::write_diagnostics(faults.diagnostics, faults.sources, report::Format::text, {}) == text);
    for (const auto& one : result.cases) CHECK(one.passed() == (one.name == "this one runs"));
  }
}

TEST_CASE("rules in conflict are expected, or a problem") {
  const std::string head = "sprintd: 1\npacks: [team.yaml, later.yaml]\nbacklog: board.json\nnow: 2026-06-01\ncases:\n";
  CHECK(text_of(head + R"(  - case: nobody said which counts
    findings: []
  - case: they are expected
    findings: []
    conflicts: [small]
  - case: too early
    now: 2026-05-31
    rules: [smaller]
    findings: []
    conflicts: [small]
)") == R"(folder/team.test.yaml
✗ nobody said which counts
    folder/team.test.yaml:6:11
    later/smaller and team/small are in conflict about 'small': all are in force at that time
✓ they are expected
✗ too early
    folder/team.test.yaml:11:11
    smaller is not in force at that time, so the case shows nothing about it
    nothing is in conflict about 'small' at that time

✗ 1 passed, 2 failed
)");
}

}  // namespace sprintd::packtest
