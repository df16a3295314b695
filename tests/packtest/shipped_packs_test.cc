// The shipped packs hold what their tests say.
#include <catch2/catch.hpp>

#include "rules/base/files.h"
#include "rules/packtest/report_tests.h"

namespace sprintd::packtest {

TEST_CASE("the tests of the shipped packs pass") {
  const auto files = list_yaml(SPRINTD_SOURCE_DIR "/etc/packs/tests");
  REQUIRE(files);
  std::vector<FileResult> results;
  for (const auto& file : *files) {
    if (!file.ends_with(".test.yaml")) continue;
    auto text = read_file(file);
    REQUIRE(text);
    results.push_back(run_tests(engine::Engine(), file, std::move(*text), {},
                                [](const std::string& path) { return read_file(path); }));
  }
  const auto summary = summary_of(results);
  INFO(write_results(results, Format::text, {}));
  CHECK(summary.passed == summary.cases());
  CHECK(summary.passed > 30);
}

}  // namespace sprintd::packtest
