// The shipped packs hold what their tests say, and their tests leave nothing out.
#include <catch2/catch.hpp>

#include "rules/base/files.h"
#include "rules/packtest/report_tests.h"

namespace sprintd::packtest {
namespace {

std::vector<TestText> shipped_tests() {
  std::vector<TestText> tests;
  const auto files = list_yaml(SPRINTD_SOURCE_DIR "/etc/packs/tests");
  REQUIRE(files);
  for (const auto& file : *files) {
    if (!file.ends_with(".test.yaml")) continue;
    auto text = read_file(file);
    REQUIRE(text);
    tests.push_back({file, std::move(*text)});
  }
  return tests;
}

Result<std::string> read(const std::string& path) { return read_file(path); }

}  // namespace

TEST_CASE("the tests of the shipped packs pass, and see every rule and condition both ways") {
  std::vector<FileResult> results;
  for (const auto& test : shipped_tests()) {
    results.push_back(run_tests(engine::Engine(), test.name, test.text, {.run = "", .coverage = true}, read));
  }
  INFO(write_results(results, nullptr, Format::text, {}));
  const auto summary = summary_of(results);
  CHECK(summary.all_passed());
  CHECK(summary.passed > 90);
  const auto coverage = coverage_of(results);
  CHECK(coverage.seen() == coverage.wanted());
  CHECK(coverage.rules.size() > 20);
}

// It takes some seconds, and as many minutes with sanitizers, which have nothing to find in it.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
TEST_CASE("the tests of the shipped packs notice every small change of them, or explain why not") {
  const auto report = run_mutations(engine::Engine(), shipped_tests(), read);
  INFO(write_results({}, &report, Format::text, {}));
  CHECK(report.all_noticed_or_explained());
  CHECK(report.noticed > 150);
  CHECK(report.survivors.size() < 10);
}
#endif

}  // namespace sprintd::packtest
