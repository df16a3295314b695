// A role that nobody can hold is a fault of the pack, not a refusal at night.

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/base/diagnostic_text.h"
#include "rules/engine/engine.h"

using namespace sprintd;

TEST_CASE("a misspelt role of acts_as is refused when the pack loads, through definitions too") {
  std::vector<ruleset::PackText> texts(1);
  texts[0].name = "p.yaml";
  texts[0].text =
      "sprintd: 1\n"
      "pack: p\n"
      "define:\n"
      "  leads(p, r): acts_as(p, r, item.team)\n"
      "authority:\n"
      "  - {id: a, action: pull, allow: 'acts_as(person, \"tech_led\", item.team)'}\n"
      "  - {id: b, action: pull, allow: 'leads(person, \"tech lead\")'}\n"
      "  - {id: c, action: pull, allow: 'leads(person, \"tech_lead\")'}\n";
  const auto loaded = engine::Engine().load_packs(std::move(texts));
  CHECK_FALSE(loaded.rules);
  std::vector<std::string> said;
  for (const auto& d : loaded.diagnostics) {
    if (d.severity == Severity::error) said.push_back(d.message + " | " + d.hint);
  }
  CHECK(said == std::vector<std::string>{"delegation.role is never \"tech_led\" | did you mean \"tech_lead\"?",
                                         "delegation.role is never \"tech lead\" | did you mean \"tech_lead\"?"});
}
