// Wrong packs and what is said about them, word by word: golden/NAME.yaml is the pack (or several, each but the first
// behind a line "#### file name"), golden/NAME.txt the text. With SPRINTD_WRITE_GOLDEN=1 the texts are written anew.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/ruleset/planning_schema.h"

namespace sprintd::ruleset {
namespace {

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(SPRINTD_SOURCE_DIR) / "tests/ruleset/golden";

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

std::vector<PackText> packs_of(const fs::path& path) {
  std::vector<PackText> packs = {{"team.yaml", ""}};
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

}  // namespace

TEST_CASE("every fault of a wrong pack is told word by word") {
  const bool write = std::getenv("SPRINTD_WRITE_GOLDEN") != nullptr;
  for (const auto& path : cases()) {
    auto expected_path = path;
    expected_path.replace_extension(".txt");
    const auto actual = rendered(load_texts(packs_of(path)));
    if (write) std::ofstream(expected_path, std::ios::binary) << actual;
    INFO(path.filename().string());
    CHECK(actual == read(expected_path));
  }
}

// From here on lints of rules/lint, which tests/lint shows.
constexpr std::string_view kFirstLintElsewhere = "E0345";

TEST_CASE("every code of packs has a wrong pack that shows it") {
  for (const auto& info : all_codes()) {
    if (!info.name.starts_with("E03") || info.name >= kFirstLintElsewhere) continue;
    if (info.code == Code::pack_not_signed_off) continue;  // needs a list beside the packs: tests/eval/meet_test.cc
    const auto is_shown = [&](const fs::path& path) {
      auto expected_path = path;
      expected_path.replace_extension(".txt");
      return read(expected_path).find(std::string("[") + std::string(info.name) + "]") != std::string::npos;
    };
    INFO(info.name << " " << info.title);
    CHECK(std::ranges::any_of(cases(), is_shown));
  }
}

TEST_CASE("a pack has errors exactly when it gives no rule set") {
  for (const auto& path : cases()) {
    const auto loaded = load_texts(packs_of(path));
    const bool has_errors = std::ranges::any_of(
        loaded.diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
    INFO(path.filename().string());
    CHECK(has_errors == (loaded.rules == nullptr));
    CHECK_FALSE(loaded.diagnostics.empty());
  }
}

}  // namespace sprintd::ruleset
