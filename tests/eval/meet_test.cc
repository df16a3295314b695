// Packs and an organisation: rungs that one names and the other lacks.
#include "rules/eval/meet.h"

#include <catch2/catch.hpp>

#include "rules/base/diagnostic_text.h"
#include "rules/eval/backlog_schema.h"
#include "rules/ruleset/load_packs.h"
#include "rules/ruleset/sign_offs.h"
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

TEST_CASE("A pack with an owner is signed off, as it is, by somebody who holds the role") {
  const std::string pack =
      "sprintd: 1\npack: p\nowner: engineering_manager\nrules: [{id: r, for: item, require: item.points <= 8.0}]\n";
  const auto backlog = load_backlog_text(
      "organisation:\n  people: [{id: grace}, {id: bob}]\n  teams: [{id: core, engineering_manager: grace, members: "
      "[bob]}]\n"
      "  delegations: [{person: bob, for: grace, role: engineering_manager, team: core, from: 2020-01-01}]\nitems: []");
  const auto list = [&](std::string_view digest, std::string_view by) {
    return ruleset::PackText{"signed.yaml", "sprintd: 1\nsign_offs:\n  - {pack: p, digest: \"" + std::string(digest) +
                                                "\", by: [" + std::string(by) + "]}\n"};
  };
  const auto told = [&](const std::string& text, const ruleset::PackText& signed_off) -> std::string {
    const auto loaded =
        ruleset::load_packs({{"p.yaml", text}}, backlog_schema(), {.parameters = {}, .sign_offs = signed_off});
    PlaceFinder places(loaded.rules ? loaded.rules->sources : loaded.sources);
    if (!loaded.rules) return render_diagnostics(loaded.diagnostics, places);
    return render_diagnostics(meet(*loaded.rules, *backlog), places);
  };
  const auto digest = ruleset::sign_off_digest(pack);
  CHECK(told(pack, list(digest, "grace")).empty());
  CHECK(told(pack, list(digest, "bob, grace")).empty());
  CHECK(told(pack + "# changed\n", list(digest, "grace")) ==
        "p.yaml:2:7: error[E0338]: the pack 'p' has changed since it was signed off\n"
        "    2 | pack: p\n"
        "      |       ^ its owner is the engineering_manager: sprintctl sign prints what they add to the list\n"
        "signed.yaml:3:12: note: another text was signed off here\n" +
            ("    3 |   - {pack: p, digest: \"" + digest) + "\", by…\n      |            ^\n");
  CHECK(told(pack, list(digest, "bob"))
            .find("error[E0506]: 'bob' signed off the pack 'p', and is no engineering_manager") != std::string::npos);
  CHECK(told(pack, list(digest, "nobody")).find("error[E0506]: 'nobody' signed off") != std::string::npos);
  CHECK(told(pack, {"signed.yaml", "sprintd: 1\nsign_offs: []\n"})
            .find("error[E0338]: nobody has signed off the pack 'p'") != std::string::npos);
  CHECK(told(pack, {"signed.yaml", "sprintd: 1\nsigned: []\n"}).find("a list of sign-offs has no key 'signed'") !=
        std::string::npos);
  // Without an owner nobody is asked.
  CHECK(told("sprintd: 1\npack: p\nrules: [{id: r, for: item, require: item.points <= 8.0}]\n",
             {"signed.yaml", "sprintd: 1\nsign_offs: []\n"})
            .empty());
}

TEST_CASE("A pack without an owner may not change what belongs to one with an owner") {
  const std::string owned =
      "sprintd: 1\npack: p\nowner: engineering_manager\nparameters: {most: 8.0}\n"
      "rules: [{id: r, for: item, require: item.points <= params.most}]\n";
  const ruleset::PackText list{"signed.yaml", "sprintd: 1\nsign_offs: [{pack: p, digest: \"" +
                                                  ruleset::sign_off_digest(owned) + "\", by: [grace]}]\n"};
  const auto told = [&](const std::string& body, bool with_list) -> std::string {
    const std::string other = "sprintd: 1\npack: q\nimports:\n  - {pack: p" + body;
    const auto loaded =
        ruleset::load_packs({{"p.yaml", owned}, {"q.yaml", other}}, backlog_schema(),
                            {.parameters = {}, .sign_offs = with_list ? std::optional(list) : std::nullopt});
    for (const auto& fault : loaded.diagnostics) {
      if (fault.severity == Severity::error) return fault.message;
    }
    return "";
  };
  const std::string rest = ", whose owner is the engineering_manager";
  CHECK(told("}\noverrides: [{rule: r, reason: why, severity: note}]\n", true) ==
        "the pack 'q' has no owner, and changes 'p/r'" + rest);
  CHECK(told("}\noverrides: [{rule: r, reason: why, off: true}]\nrules: [{id: s, for: item, require: item.points <= "
             "1.0}]\n",
             true) == "the pack 'q' has no owner, and changes 'p/r'" + rest);
  CHECK(told("}\nrules: [{id: s, for: item, require: item.points <= 1.0, replaces: p/r}]\n", true) ==
        "the pack 'q' has no owner, and replaces 'p/r'" + rest);
  CHECK(told(", parameters: {most: 99.0}}\n", true) == "the pack 'q' has no owner, and sets 'most' of 'p'" + rest);
  CHECK(told("}\nrules: [{id: s, for: item, require: item.points <= 1.0}]\n", true).empty());
  CHECK(told(", parameters: {most: 99.0}}\noverrides: [{rule: r, reason: why, severity: note}]\n", false).empty());
}
