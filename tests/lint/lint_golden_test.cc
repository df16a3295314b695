// Packs with mistakes and what lints say of them, word by word: golden/NAME.yaml is the pack (or several, each but the
// first behind a line "#### file name"), golden/NAME.txt the text. With SPRINTD_WRITE_GOLDEN=1 the texts are written
// anew.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "rules/base/diagnostic_text.h"
#include "rules/eval/backlog_schema.h"
#include "rules/lint/lint.h"

namespace sprintd::lint {
namespace {

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(SPRINTD_SOURCE_DIR) / "tests/lint/golden";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> cases() {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(kGolden)) {
    if (entry.path().extension() == ".yaml") result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

std::vector<ruleset::PackText> packs_of(const fs::path& path) {
  std::vector<ruleset::PackText> packs = {{"team.yaml", ""}};
  std::istringstream lines(read(path));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#### ")) {
      packs.push_back({line.substr(5), ""});
    } else {
      packs.back().text += line + '\n';
    }
  }
  return packs;
}

std::string found_in(std::vector<ruleset::PackText> texts) {
  const auto schema = eval::backlog_schema();
  const auto loaded = ruleset::load_packs(std::move(texts), schema);
  const auto as_of = parse_instant("2026-03-02T12:00:00Z", TimeZone());
  auto found = loaded.diagnostics;
  std::ranges::move(find_lints(loaded, schema, *as_of), std::back_inserter(found));
  PlaceFinder places(loaded.rules != nullptr ? loaded.rules->sources : loaded.sources);
  return render_diagnostics(at_levels(std::move(found), loaded.levels, {}), places);
}

}  // namespace

TEST_CASE("what lints find is told word by word") {
  const bool write = std::getenv("SPRINTD_WRITE_GOLDEN") != nullptr;
  for (const auto& path : cases()) {
    auto expected_path = path;
    expected_path.replace_extension(".txt");
    const auto actual = found_in(packs_of(path));
    if (write) std::ofstream(expected_path, std::ios::binary) << actual;
    INFO(path.filename().string());
    CHECK(actual == read(expected_path));
  }
}

TEST_CASE("every lint finds something in a pack of its name") {
  for (const auto lint : all_lints()) {
    INFO(lint_name(lint));
    const auto path = kGolden / (std::string(lint_name(lint)) + ".txt");
    CHECK(read(path).find("[" + std::string(code_info(lint).name) + "]") != std::string::npos);
  }
}

TEST_CASE("the shipped packs and the examples are clean") {
  std::vector<ruleset::PackText> texts;
  for (const auto* folder : {"etc/packs", "examples/packs"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(SPRINTD_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".yaml") texts.push_back({entry.path().filename().string(), read(entry.path())});
    }
  }
  CHECK(texts.size() >= 2);
  CHECK(found_in(std::move(texts)).empty());
}

}  // namespace sprintd::lint
