// Layouts before and after; and what holds for every text: nothing is said that was not, and once is enough.
#include "rules/format/format.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace sprintd::format {
namespace {

namespace fs = std::filesystem;

std::string formatted(const std::string& text) { return format_yaml("p.yaml", text).text.value_or("no YAML"); }

struct Case {
  std::string name, before, after;
};

std::vector<fs::path> files() {
  std::vector<fs::path> all;
  for (const auto* folder :
       {"etc/packs", "etc/packs/tests", "examples/packs", "tests/ruleset/golden", "tests/lint/golden"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(SPRINTD_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".yaml") all.push_back(entry.path());
    }
  }
  std::ranges::sort(all);
  return all;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Deeper or shallower levels, blanks at ends, blank lines, other line ends: layouts that mean the same.
std::string mangled(const std::string& text, std::mt19937& random) {
  const auto step = 1 + random() % 4;
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto line = text.substr(begin, end - begin);
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    if (line.size() > indent) line = std::string(indent / 2 * step + indent % 2, ' ') + line.substr(indent);
    if (random() % 7 == 0 && line.find_first_of("|>\"'") == std::string::npos) line += "  ";
    out += line + (random() % 5 == 0 ? "\r\n" : "\n");
    begin = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("a layout and what becomes of it") {
  const auto c = GENERATE(values<Case>({
      {"levels of two, lists one level in",
       "sprintd: 1\npack: p\nrules:\n-   id: a\n    for: item\n    effective:\n          from: 2026-01-01\n",
       "sprintd: 1\npack: p\n\nrules:\n  - id: a\n    for: item\n    effective:\n      from: 2026-01-01\n"},
      {"comments move with what they stand above",
       "pack: p\n# all\nrules:\n# first\n- id: a\n  # what\n  for: item   # which\n",
       "pack: p\n\n# all\nrules:\n  # first\n  - id: a\n    # what\n    for: item   # which\n"},
      {"blank lines and blanks", "\n\npack: p   \n\n\n\ntitle: t\t\n\n", "pack: p\n\ntitle: t\n"},
      {"line ends", "pack: p\r\ntitle: t\r\n", "pack: p\ntitle: t\n"},
      {"no line end", "pack: p", "pack: p\n"},
      {"the inside of scalars moves as one",
       "pack: p\nrules:\n- id: a\n  require: >-\n      item.points\n        <= 8\n\n      || true\n  remedy: 'x\n    "
       "y'\n",
       "pack: p\n\nrules:\n  - id: a\n    require: >-\n        item.points\n          <= 8\n\n        || true\n    "
       "remedy: 'x\n      "
       "y'\n"},
      {"brackets and what is in them", "pack: p\ndefine:\n    kinds: [a,\n            b]\n    most: {x:   1}\n",
       "pack: p\n\ndefine:\n  kinds: [a,\n          b]\n  most: {x:   1}\n"},
      {"a short section needs no blank line", "pack: p\nclauses: {A: b}\ndefine: {c: 1}\n",
       "pack: p\nclauses: {A: b}\ndefine: {c: 1}\n"},
      {"a layout that is better left alone", "pack: p\nrules:\n-\n   id: a\n-  - b\n",
       "pack: p\n\nrules:\n-\n   id: a\n-  - b\n"},
      {"an empty text", "", ""},
  }));
  CAPTURE(c.name);
  CHECK(formatted(c.before) == c.after);
  CHECK(formatted(c.after) == c.after);
}

TEST_CASE("the shipped packs and their tests are formatted") {
  for (const auto& path : files()) {
    if (path.string().find("/golden/") != std::string::npos) continue;
    INFO(path.string());
    CHECK(formatted(read(path)) == read(path));
  }
}

TEST_CASE("formatting what is formatted changes nothing, and what was mangled comes back") {
  std::mt19937 random(7);
  std::size_t back = 0;
  for (const auto& path : files()) {
    INFO(path.string());
    const auto text = read(path);
    const auto once = format_yaml("p.yaml", text);
    if (!once.text) continue;
    CHECK(formatted(*once.text) == *once.text);
    for (int i = 0; i < 5; ++i) {
      const auto other = format_yaml("p.yaml", mangled(*once.text, random));
      if (other.text && *other.text == *once.text) ++back;
      if (other.text) CHECK(formatted(*other.text) == *other.text);
    }
  }
  CHECK(back > 100);
}

TEST_CASE("a text that is no YAML is told, not changed") {
  const auto result = format_yaml("p.yaml", "rules: [a\n");
  CHECK_FALSE(result.text);
  CHECK_FALSE(result.diagnostics.empty());
}

}  // namespace sprintd::format
