// The shipped packs hold what their tests say.
#include <catch2/catch.hpp>

#include "rules/base/files.h"
#include "rules/packtest/report_tests.h"

namespace sprintd::packtest {

TEST_CASE("the tests of the shipped packs pass, and see every rule and condition both ways") {
  const auto files = list_yaml(SPRINTD_SOURCE_DIR "/etc/packs/tests");
  REQUIRE(files);
  std::vector<FileResult> results;
  for (const auto& file : *files) {
    if (!file.ends_with(".test.yaml")) continue;
    auto text = read_file(file);
    REQUIRE(text);
    results.push_back(run_tests(engine::Engine(), file, std::move(*text), {.run = "", .coverage = true},
                                [](const std::string& path) { return read_file(path); }));
  }
  const auto summary = summary_of(results);
  INFO(write_results(results, nullptr, Format::text, {}));
  CHECK(summary.passed == summary.cases());
  CHECK(summary.passed > 70);
  const auto coverage = coverage_of(results);
  CHECK(coverage.seen() == coverage.wanted());
  CHECK(coverage.rules.size() > 20);
}

}  // namespace sprintd::packtest
