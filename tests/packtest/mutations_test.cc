#include "rules/packtest/mutations.h"

#include <catch2/catch.hpp>

#include "rules/packtest/report_tests.h"
#include "rules/packtest/run_mutations.h"
#include "tests/packtest/samples.h"

namespace sprintd::packtest {
namespace {

std::string listed(std::string pack) {
  Sources sources;
  const auto file = sources.add("team.yaml", std::move(pack));
  std::string out;
  for (const auto& mutation : mutations_of(sources, *file)) {
    out += mutation.place + " " + mutation.rule + ": " + mutation.change() + "\n";
    // It changes what it says, and nothing else.
    const auto text = std::string(sources.text(*file));
    const auto changed = mutated(text, mutation);
    CHECK(changed.size() == text.size() - mutation.from.size() + mutation.to.size());
    CHECK(text.substr(mutation.span.begin, mutation.from.size()) == mutation.from);
  }
  return out;
}

MutationReport run_on_sample(const std::string& tests) {
  const std::string head = "sprintd: 1\npacks: [team.yaml]\nbacklog: board.json\nnow: 2026-03-02\n";
  const auto read = [](const std::string& path) -> Result<std::string> {
    if (path == "folder/team.yaml") return std::string(kPack);
    if (path == "folder/board.json") return std::string(kBoard);
    return std::unexpected(Error{Code::file_unreadable, "cannot read " + path});
  };
  return run_mutations(engine::Engine(), {{"folder/team.test.yaml", head + tests}}, read);
}

std::string told(const MutationReport& report) {
  auto text = write_results({}, &report, Format::text, {});
  return text.substr(text.find('\n') + 1);
}

}  // namespace

TEST_CASE("operators, constants, kinds and roles are changed, where they stand") {
  CHECK(listed(std::string(kPack)) ==
        "team.yaml:9:22 pull-technical: == as !=\n"
        "team.yaml:9:26 pull-technical: tech_debt as chore\n"
        "team.yaml:10:29 pull-technical: tech_lead as project_lead\n"
        "team.yaml:16:24 small: == as !=\n"
        "team.yaml:16:28 small: todo as doing\n"
        "team.yaml:17:26 small: <= as <\n"
        "team.yaml:17:29 small: 8 as 9\n");
  CHECK(listed("sprintd: 1\npack: p\ndefine:\n  most: 4\n  kinds: [chore, 2, other]\n  small(i): i.points <= 1.5\n"
               "queues:\n  technical: \"!(item.kind == \\\"chore\\\")\"\n") ==
        "team.yaml:4:9 most: 4 as 5\n"
        "team.yaml:5:11 kinds: chore as infrastructure\n"
        "team.yaml:5:18 kinds: 2 as 3\n"
        "team.yaml:6:22 small: <= as <\n"
        "team.yaml:6:25 small: 1.5 as 2.5\n"
        "team.yaml:8:15 technical: ! left out\n"
        "team.yaml:8:27 technical: == as !=\n"
        "team.yaml:8:32 technical: chore as infrastructure\n");
}

TEST_CASE("what no case notices is listed, unless it is explained") {
  const std::string cases = R"(cases:
  - case: stories are small
    rules: [small]
    findings: []
  - case: a large one
    with: {US-1: {points: 20}, TD-1: {status: done}}
    rules: [small]
    findings: [{rule: small, subject: US-1}]
  - case: others may not pull
    may: {person: bob, action: pull, item: TD-1}
    answer: refused
    clauses: [T2]
  - case: she may
    may: {person: ada, action: pull, item: TD-1}
    answer: allowed
)";
  CHECK(told(run_on_sample(cases)) ==
        "mutations 5 of 7 small changes of the packs are noticed\n"
        "  small: <= as <  not noticed  folder/team.yaml:17:26\n"
        "  small: 8 as 9  not noticed  folder/team.yaml:17:29\n");
  const auto report = run_on_sample(
      "unnoticed:\n"
      "  - {rule: small, change: 8 as 9, reason: any bound is as good}\n"
      "  - {rule: small, change: todo as doing, reason: not so}\n" +
      cases);
  CHECK(told(report) ==
        "mutations 5 of 7 small changes of the packs are noticed\n"
        "  small: <= as <  not noticed  folder/team.yaml:17:26\n"
        "  small: 8 as 9  explained: any bound is as good  folder/team.yaml:17:29\n"
        "  explained, but noticed or not made: small: todo as doing (folder/team.test.yaml:7:5)\n");
  CHECK_FALSE(report.all_noticed_or_explained());
  CHECK(write_results({}, &report, Format::json, {})
            .find(R"("mutations":{"noticed":5,"survivors":[{"rule":"small","change":"<= as <",)"
                  R"("place":"folder/team.yaml:17:26"},)") != std::string::npos);
}

}  // namespace sprintd::packtest
