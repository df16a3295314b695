#include "tests/report/golden.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "rules/base/files.h"

namespace sprintd::tests {
namespace {

std::string path_of(const std::string& name) { return std::string(SPRINTD_SOURCE_DIR "/tests/report/golden/") + name; }

std::string faults(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  return report::write_diagnostics(diagnostics, sources, report::Format::text, {});
}

}  // namespace

std::string golden_text(const std::string& name) {
  auto text = read_file(path_of(name));
  INFO(name);
  REQUIRE(text.has_value());
  return *text;
}

void compare_with_golden(const std::string& answer, const std::string& name) {
  if (std::getenv("SPRINTD_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path_of(name), std::ios::binary) << answer;
    WARN(name << " written");
    return;
  }
  CHECK(answer == golden_text(name));
}

Ground golden_ground(const std::string& pack) {
  Ground ground;
  auto packs = ground.engine.load_packs({{"packs/house.yaml", golden_text(pack)}});
  INFO(faults(packs.diagnostics, packs.sources));
  REQUIRE(packs.rules);
  ground.rules = packs.rules;
  auto loaded =
      ground.engine.load_backlog({{"board.json", golden_text("board.json"), backlog::Document::Part::backlog}});
  INFO(faults(loaded.diagnostics, loaded.sources));
  REQUIRE(loaded.backlog);
  ground.backlog = loaded.backlog;
  return ground;
}

}  // namespace sprintd::tests
