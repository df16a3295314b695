// Constant texts that cannot mean what they should are faults of the pack, not of the audit.

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/engine/engine.h"

using namespace sprintd;

TEST_CASE("patterns, instants, durations and dates that are none are refused when the pack loads") {
  std::vector<ruleset::PackText> texts(1);
  texts[0].name = "p.yaml";
  texts[0].text =
      "sprintd: 1\n"
      "pack: p\n"
      "rules:\n"
      "  - {id: a, for: item, require: \"item.title.matches('(core')\"}\n"
      "  - {id: b, for: item, require: \"item.created < date('2026-02-30')\"}\n"
      "  - {id: c, for: item, require: \"item.created < timestamp('2026-02')\"}\n"
      "  - {id: d, for: item, require: \"now - item.created < duration('a week')\"}\n";
  const auto loaded = engine::Engine().load_packs(std::move(texts));
  CHECK_FALSE(loaded.rules);
  std::vector<Code> codes;
  for (const auto& d : loaded.diagnostics) {
    if (d.severity == Severity::error) codes.push_back(d.code);
  }
  CHECK(codes == std::vector<Code>{Code::bad_pattern, Code::bad_time, Code::bad_time, Code::bad_time});
}
