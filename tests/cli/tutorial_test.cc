// docs/tutorial.md, run as a reader would: files written, lines changed, commands typed, and what they print compared
// word by word. With SPRINTD_WRITE_GOLDEN=1 what was printed is written into the page.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "tests/cli/cli_bench.h"

namespace sprintd::cli {
namespace {

const std::string kPage = SPRINTD_SOURCE_DIR "/docs/tutorial.md";

// A fenced block, with the comment in front of it: {"console", "", lines}, {"yaml", "file: team-rules.yaml", lines}.
struct Block {
  std::string language, action;
  std::vector<std::string> lines;
};

// The page in its order: texts outside of blocks have no language.
std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks = {{}};
  std::istringstream lines(page);
  std::string action;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!inside && line.starts_with("<!-- ")) action = line.substr(5, line.size() - 9);
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), action, {}});
      if (!inside) blocks.push_back({});
      if (!inside) action.clear();
      continue;
    }
    blocks.back().lines.push_back(line);
  }
  return blocks;
}

std::string joined(const std::vector<std::string>& lines, char mark = 0) {
  std::string text;
  for (const auto& line : lines) {
    if (mark == 0) text += line + '\n';
    if (mark != 0 && line.starts_with(mark)) text += line.substr(1) + '\n';
  }
  return text;
}

void do_action(const Bench& bench, const Block& block) {
  const auto colon = block.action.find(": ");
  REQUIRE(colon != std::string::npos);
  const auto verb = block.action.substr(0, colon);
  const auto file = block.action.substr(colon + 2);
  if (verb == "file") {
    bench.write(file, joined(block.lines));
  } else if (verb == "append") {
    bench.write(file, bench.read(file) + joined(block.lines));
  } else {
    REQUIRE(verb == "edit");
    auto text = bench.read(file);
    const auto from = joined(block.lines, '-');
    const auto at = text.find(from);
    INFO(file << " has no\n" << from);
    REQUIRE(at != std::string::npos);
    bench.write(file, text.replace(at, from.size(), joined(block.lines, '+')));
  }
}

std::string printed(const Bench& bench, const std::string& command) {
  const auto line =
      "cd '" + bench.path("") + "' && PATH='" SPRINTD_TEST_BIN_DIR "':\"$PATH\" NO_COLOR=1 " + command + " 2>&1";
  std::FILE* pipe = ::popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> buffer{};
  while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), size);
  ::pclose(pipe);
  return text;
}

// The commands of the block, each with what it prints now.
std::string console(const Bench& bench, const Block& block) {
  std::string text;
  for (const auto& line : block.lines) {
    if (!line.starts_with("$ ")) continue;
    text += line + '\n' + printed(bench, line.substr(2));
  }
  return text;
}

}  // namespace

TEST_CASE("the tutorial runs as it is written") {
  std::ifstream file(kPage, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const Bench bench;
  std::string rewritten;
  std::size_t commands = 0;
  for (const auto& block : blocks_of(page)) {
    auto text = joined(block.lines);
    if (block.language == "console") {
      const auto now = console(bench, block);
      if (std::getenv("SPRINTD_WRITE_GOLDEN") == nullptr) CHECK(now == text);
      text = now;
      ++commands;
    } else if (!block.language.empty()) {
      do_action(bench, block);
    }
    rewritten += block.language.empty() ? text : "```" + block.language + '\n' + text + "```\n";
  }
  CHECK(commands == 8);  // blocks of them
  if (std::getenv("SPRINTD_WRITE_GOLDEN") != nullptr) std::ofstream(kPage, std::ios::binary) << rewritten;
}

}  // namespace sprintd::cli
