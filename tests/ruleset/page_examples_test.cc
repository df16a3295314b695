// What the pages of E01xx show as wrong is wrong, and gives the code of the page: each indented line of a page is put
// into a pack and loaded.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sstream>
#include <string>
#include <vector>

#include "tests/ruleset/planning_schema.h"

namespace sprintd::ruleset {
namespace {

struct Examples {
  std::string definitions;         // the lines under `define:`, with it
  std::string first_definition;    // the name of the first of them
  std::vector<std::string> lines;  // "require: ...", "where: ...", "message: ..."
};

Examples examples_of(const CodeInfo& info) {
  Examples found;
  std::istringstream page{std::string(info.page)};
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("    ")) continue;
    line.erase(0, 4);
    if (line.starts_with("define:") || line.starts_with(' ')) {
      found.definitions += line + '\n';
      const auto name = line.find_first_not_of(" {", line.starts_with("define:") ? 7 : 0);
      if (name != std::string::npos && found.first_definition.empty()) {
        found.first_definition = line.substr(name, line.find_first_of(":(", name) - name);
      }
    } else {
      found.lines.push_back(line);
    }
  }
  return found;
}

std::vector<Diagnostic> faults_of(const Examples& examples, const std::string& line) {
  const bool of_person = line.find("person") != std::string::npos;
  auto pack = fmt::format("sprintd: 1\npack: team\n{}rules:\n  - id: example\n    for: {}\n    {}\n",
                          examples.definitions, of_person ? "person" : "item", line);
  if (!line.starts_with("require:")) pack += "    require: now > date('2026-03-01')\n";
  INFO(pack);
  return load_text(pack).diagnostics;
}

bool has(const std::vector<Diagnostic>& faults, Code code) {
  return std::ranges::find(faults, code, &Diagnostic::code) != faults.end();
}

// Too long to be shown whole on a page.
constexpr auto kWithoutExample = std::to_array({Code::expression_too_deep, Code::expression_too_long});
// Shown in part.
constexpr auto kInPart = std::to_array({Code::expression_too_large});

template <typename Codes>
bool contains(const Codes& codes, Code code) {
  return std::ranges::find(codes, code) != codes.end();
}

}  // namespace

TEST_CASE("what a page of a code of expressions shows as wrong gives this code") {
  for (const auto& info : all_codes()) {
    if (!info.name.starts_with("E01")) continue;
    INFO(info.name << " " << info.title);
    auto examples = examples_of(info);
    if (examples.lines.empty() && !examples.definitions.empty()) {
      examples.lines.push_back("require: " + examples.first_definition);
    }
    CHECK(examples.lines.empty() == contains(kWithoutExample, info.code));
    if (contains(kInPart, info.code)) continue;
    for (const auto& line : examples.lines) {
      INFO(line);
      CHECK(has(faults_of(examples, line), info.code));
    }
  }
}

}  // namespace sprintd::ruleset
