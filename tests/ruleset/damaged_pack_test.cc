// Packs that were cut, stirred and mistyped: whatever they say, loading ends, and gives a rule set exactly when there
// was no error.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "rules/ruleset/pack_keys.h"
#include "tests/ruleset/planning_schema.h"

namespace sprintd::ruleset {
namespace {

std::string whole_pack() {
  return R"(sprintd: 1
pack: team
source: {document: Handbook, revision: 2021-05-09}
clauses:
  A1: Items are small.
define:
  kinds: [tech_debt, "chore", [1, 2.5, true]]
  active: person.leads.filter(p, p.state == "active")
  small(i, n): i.points <= n
queues:
  technical: item.kind in ["chore"]
authority:
  - {id: pull, action: pull, items: item.queue == "technical", allow: person == item.assignee, because: A1}
rules:
  - id: small
    for: item
    require: >
      small(item, 8.0)
    gates: [pull]
    message: "${item.title} has ${item.points}"
    effective: {from: 2021-05-19, until: 2022-01-01}
  - {id: one, for: person, require: active.size() <= 1}
limits:
  - {id: capacity, for: person, sum: item.points, at_least: 1, at_most: person.capacity}
waivers:
  - {rule: small, subject: TD-1, reason: Late., approved_by: grace, until: 2026-04-01}
)";
}

void check_settles(const std::string& text) {
  const auto loaded = load_text(text);
  const bool has_errors = std::ranges::any_of(
      loaded.diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
  const auto shown = rendered(loaded);
  if (has_errors != (loaded.rules == nullptr) || shown.empty() != loaded.diagnostics.empty()) {
    FAIL("no rule set without an error, no error with a rule set:\n" << text << "\n" << shown);
  }
}

}  // namespace

TEST_CASE("the undamaged pack loads with one remark") {
  const auto loaded = load_text(whole_pack());
  CHECK(rendered(loaded) == R"(team.yaml:7:3: warning[E0341]: nothing uses the definition 'kinds'
    7 |   kinds: [tech_debt, "chore", [1, 2.5, true]]
      |   ^^^^^
)");
  CHECK(loaded.rules != nullptr);
}

TEST_CASE("a pack cut anywhere loads or is told why not") {
  const auto text = whole_pack();
  for (std::size_t size = 0; size <= text.size(); size += 3) check_settles(text.substr(0, size));
}

TEST_CASE("a pack without one of its lines loads or is told why not") {
  const auto text = whole_pack();
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin) + 1;
    check_settles(text.substr(0, begin) + text.substr(end));
    begin = end;
  }
}

TEST_CASE("a pack with bytes mistyped loads or is told why not") {
  constexpr std::string_view kTyped = "[]{}:,-\"'#&*!|>()$.%@`~\n\t 0a\xff";
  const auto text = whole_pack();
  std::mt19937 random(20260302);
  for (int round = 0; round < 400; ++round) {
    auto damaged = text;
    for (int i = 0; i < 2; ++i) damaged[random() % damaged.size()] = kTyped[random() % kTyped.size()];
    check_settles(damaged);
  }
}

TEST_CASE("values of every form under every key load or are told why not") {
  const auto keys = pack_keys();
  for (const auto& key : keys) {
    if (key.section >= Section::test) continue;  // no part of a pack: tests/packtest
    for (const std::string_view value : {"", "~", "x", "1", "[]", "{}", "[[], {}, x]", "{a: [b]}", "\"\"", "'}'"}) {
      auto text = std::string("sprintd: 1\npack: team\n");
      const auto line = std::string(key.name) + ": " + std::string(value) + "\n";
      if (key.section == Section::root) {
        text = line;
      } else if (key.section == Section::source) {
        text += "source:\n  " + line;
      } else if (key.section == Section::effective) {
        text += "rules:\n  - effective:\n      " + line;
      } else if (key.section == Section::parameter) {
        text += "parameters:\n  share:\n    " + line;
      } else {
        constexpr std::string_view kLists[] = {"",        "", "authority", "rules", "limits",
                                               "waivers", "", "imports",   "",      "overrides"};
        text += std::string(kLists[static_cast<std::size_t>(key.section)]) + ":\n  - " + line;
      }
      check_settles(text);
    }
  }
}

}  // namespace sprintd::ruleset
