// The texts that fuzzing starts from, and those that once broke something, in every build.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/small_world.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path kCorpus = fs::path(SPRINTD_SOURCE_DIR) / "tests/fuzz/corpus";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void replay(const Target& target) {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(kCorpus / target.name)) {
    INFO(entry.path().string());
    CHECK_NOTHROW(target.run(read(entry.path())));
    ++files;
  }
  CHECK(files > 10);
}

}  // namespace

TEST_CASE("every expression of the corpus keeps what is promised") { replay(expression_target()); }
TEST_CASE("every pack of the corpus keeps what is promised") { replay(pack_target()); }
TEST_CASE("every backlog of the corpus keeps what is promised") { replay(backlog_target()); }
TEST_CASE("every connection of the corpus keeps what is promised") { replay(http_target()); }
TEST_CASE("every body of the corpus keeps what is promised") { replay(bodies_target()); }

TEST_CASE("the packs and backlogs that inputs meet load and are audited") {
  CHECK_NOTHROW(evaluate_all(small_rules(), small_backlog()));
}

TEST_CASE("a text falls into its parts") {
  const auto texts = split("a\n#### b.yaml\nc", "first");
  REQUIRE(texts.size() == 2);
  CHECK(texts[0].name == "first");
  CHECK(texts[0].text == "a\n");
  CHECK(texts[1].name == "b.yaml");
  CHECK(texts[1].text == "c");
  CHECK(split("", "first").size() == 1);
  CHECK(split("#### b\n", "first").front().name == "b");
}

TEST_CASE("a broken promise is told") {
  CHECK_THROWS_WITH(promise(false, "it holds"), "it holds");
  Sources sources;
  const auto file = *sources.add("input", "text");
  Diagnostics faults;
  faults.add(Code::syntax, {file, 2, 9}, "beyond the end");
  CHECK_THROWS_WITH(promise_good_faults(faults.sorted(), sources, true), "a place ends in its text");
  CHECK_THROWS_WITH(promise_good_faults(faults.sorted(), sources, false), "errors exactly when the text is refused");
}

}  // namespace sprintd::fuzz
