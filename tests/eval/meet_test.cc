// Packs and an organisation: rungs that one names and the other lacks.
#include "rules/eval/meet.h"

#include <catch2/catch.hpp>

#include "rules/base/diagnostic_text.h"
#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kPack = R"yaml(rules: [{id: r, for: person, require: "person.seniority >= seniority('senor_1')"}])yaml";

}  // namespace

TEST_CASE("A rung that no ladder has is a fault of the pack, where the pack names it") {
  const auto rules = load_rules(kPack);
  const auto backlog = load_backlog_text("organisation: {ladder: {technical: [engineer_1, senior_1]}}\nitems: []");
  const auto found = meet(*rules, *backlog);
  REQUIRE(found.size() == 1);
  PlaceFinder places(rules->sources);
  CHECK(render_diagnostics(found, places) ==
        "pack0.yaml:3:70: error[E0505]: no track of the organisation's ladder has a rung 'senor_1'\n"
        "    3 | rules: [{id: r, for: person, require: \"person.seniority >= seniority('senor_1')\"}]\n"
        "      |                                                                      ^^^^^^^^^ did you mean "
        "'senior_1'?\n");
}

TEST_CASE("Known rungs are no fault, and neither is an organisation without a ladder") {
  const auto rules = load_rules(kPack);
  CHECK(meet(*rules, *load_backlog_text("organisation: {ladder: {technical: [senor_1]}}\nitems: []")).empty());
  const auto backlog = "organisation: {people: [{id: ada}]}\nitems: [{id: A}]";
  CHECK(meet(*rules, *load_backlog_text(backlog)).empty());
  CHECK(audit_lines("rules: [{id: r, for: organisation, require: \"seniority('senior_1') > 0\"}]", backlog) ==
        Lines{"note p/r unknown: the organisation: organisation.ladder is not known (the rungs of each track, from the "
              "lowest)"});
}
