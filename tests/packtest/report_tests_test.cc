#include "rules/packtest/report_tests.h"

#include <catch2/catch.hpp>

#include "rules/packtest/junit.h"
#include "tests/packtest/samples.h"

namespace sprintd::packtest {
namespace {

std::vector<FileResult> sample_results() {
  std::vector<FileResult> results;
  results.push_back(run_sample(R"(cases:
  - case: stories are small
    findings: []
  - case: "a \"large\" one"
    with: {US-1: {points: 20}}
    findings: [{rule: small, subject: US-1, message: too <large>}]
  - case: wrong
    with: {US-2: {points: 20}}
    findings: []
)"));
  results.push_back(run_sample("sprintd: 1\n"));
  return results;
}

}  // namespace

TEST_CASE("results are counted") {
  const auto results = sample_results();
  const auto summary = summary_of(results);
  CHECK(summary.passed == 1);
  CHECK(summary.failed == 1);
  CHECK(summary.faulty == 1);
  CHECK(summary.unreadable == 1);
  const auto text = write_results(results, nullptr, Format::text, {});
  CHECK(text.ends_with("✗ 1 passed, 1 failed, 1 not run, 1 file not read\n"));
  CHECK(write_results({}, nullptr, Format::text, {}) ==
        "✗ 0 passed, 0 failed: there is no case, or none of that name\n");
}

TEST_CASE("results in JSON") {
  const auto json = write_results(sample_results(), nullptr, Format::json, {});
  CHECK(
      json.starts_with(R"({"schema":"sprintd.test-results/v1","passed":1,"failed":1,"not_run":1,"files_not_read":1,)"));
  CHECK(json.find(R"({"kind":"message","rule":"small","subject":"US-1","verdict":"fail",)"
                  R"("expected_message":"too <large>","message":"US-1 has 20 points",)"
                  R"("evidence":[{"expression":"item.points","value":"20"}],"place":"folder/team.yaml:14:9"})") !=
        std::string::npos);
  CHECK(json.find(R"("code":"E0903")") != std::string::npos);
}

TEST_CASE("results as JUnit XML") {
  const auto xml = write_results(sample_results(), nullptr, Format::junit, {});
  CHECK(
      xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<testsuites name=\"sprintctl test\" tests=\"4\" failures=\"1\" errors=\"2\">\n"
                      "  <testsuite name=\"folder/team.test.yaml\" tests=\"3\" failures=\"1\" errors=\"1\">\n"
                      "    <testcase name=\"stories are small\" classname=\"folder/team.test.yaml\"/>\n"
                      "    <testcase name=\"a &quot;large&quot; one\" classname=\"folder/team.test.yaml\">\n"
                      "      <failure message=\"1 finding differs from what is expected\">"));
  CHECK(xml.find("too &lt;large&gt;") != std::string::npos);
  CHECK(xml.ends_with("  </testsuite>\n</testsuites>\n"));
  CHECK(xml_text("a\x01&\n") == "a\ufffd&amp;\n");
}

TEST_CASE("what was not seen is listed below the results") {
  std::vector<FileResult> results;
  results.push_back(run_sample(R"(cases:
  - case: stories are small
    rules: [small]
    findings: []
  - case: others may not pull
    may: {person: bob, action: pull, item: TD-1}
    answer: refused
)",
                               {.run = "", .coverage = true}));
  CHECK(write_results(results, nullptr, Format::text, {}) ==
        R"(✓ 2 passed, 0 failed
coverage 42.8 %: 6 of 14 that 2 rules and 4 parts of conditions can be
  team/pull-technical  never seen to pass, to be unknown  folder/team.yaml:7:9
  team/small  never seen to fail, to be unknown  folder/team.yaml:14:9
  item.kind == "tech_debt"  always held  folder/team.yaml:9:12
  acts_as(person, "tech_lead", item.team)  never held  folder/team.yaml:10:12
  item.status == "todo"  always held  folder/team.yaml:16:12
  item.points <= 8  always held  folder/team.yaml:17:14
)");
  // The same packs again, seen from another file, add up.
  results.push_back(run_sample(R"(cases:
  - case: a large one
    with: {US-1: {points: 20}}
    rules: [small]
    findings: [{rule: small, subject: US-1}]
)",
                               {.run = "", .coverage = true}));
  CHECK(coverage_of(results).seen() == 8);
  CHECK(write_results(results, nullptr, Format::json, {}).find(R"("coverage":{"wanted":14,"seen":8,"rules":[{)") !=
        std::string::npos);
  CHECK(coverage_of({}).wanted() == 0);
}

}  // namespace sprintd::packtest
