#include <catch2/catch.hpp>

#include "rules/report/scribe.h"
#include "tests/report/golden.h"

namespace sprintd::tests {
namespace {

outcome::Audit golden_audit(const Ground& ground) {
  const auto as_of = parse_instant("2026-03-02", ground.backlog->zone());
  auto audit = ground.engine.audit(ground.rules, ground.backlog, {.as_of = *as_of, .sprints = {}, .evidence = true});
  REQUIRE(audit.has_value());
  return *audit;
}

constexpr report::Producer kProducer{"1.2.3"};

}  // namespace

TEST_CASE("an audit as text, with and without colour, wide and narrow, short and verbose") {
  const auto ground = golden_ground();
  const auto audit = golden_audit(ground);
  struct Row {
    report::Style style;
    std::string file;
  };
  const std::vector<Row> rows = {
      {{.colour = false, .width = 90, .verbose = false}, "audit.txt"},
      {{.colour = true, .width = 90, .verbose = false}, "audit-colour.txt"},
      {{.colour = false, .width = 46, .verbose = false}, "audit-narrow.txt"},
      {{.colour = false, .width = 90, .verbose = true}, "audit-verbose.txt"},
  };
  for (const auto& row : rows) {
    compare_with_golden(report::write_audit(audit, kProducer, report::Format::text, row.style), row.file);
  }
}

TEST_CASE("an audit as JSON") {
  const auto ground = golden_ground();
  const auto audit = golden_audit(ground);
  compare_with_golden(report::write_audit(audit, kProducer, report::Format::json, {}), "audit.json");
}

TEST_CASE("an audit with rules in conflict and waivers that do not waive") {
  const auto ground = golden_ground("standing.yaml");
  const auto audit = golden_audit(ground);
  const report::Style style{.colour = false, .width = 90, .verbose = true};
  compare_with_golden(report::write_audit(audit, kProducer, report::Format::text, style), "standing.txt");
  compare_with_golden(report::write_audit(audit, kProducer, report::Format::json, {}), "standing.json");
}

TEST_CASE("colours change nothing but the colours") {
  const auto ground = golden_ground();
  const auto audit = golden_audit(ground);
  const auto plain =
      report::write_audit(audit, kProducer, report::Format::text, {.colour = false, .width = 80, .verbose = true});
  auto coloured =
      report::write_audit(audit, kProducer, report::Format::text, {.colour = true, .width = 80, .verbose = true});
  for (auto at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b', at)) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
  CHECK(plain.find('\x1b') == std::string::npos);
}

TEST_CASE("decisions as text and JSON") {
  const auto ground = golden_ground();
  struct Row {
    std::string person, action, item, file;
  };
  const std::vector<Row> rows = {
      {"bob", "pull", "TD-1", "refused"},
      {"ada", "pull", "TD-1", "allowed"},
      {"bob", "pull", "TD-2", "refused-by-two"},
      {"ada", "deploy", "US-4", "no-authority"},
  };
  const auto as_of = parse_instant("2026-03-02", ground.backlog->zone());
  std::vector<outcome::Decision> all;
  for (const auto& row : rows) {
    const auto decision = ground.engine.decide(
        ground.rules, ground.backlog,
        {.person = row.person, .action = row.action, .item = row.item, .sprint = {}, .as_of = *as_of});
    REQUIRE(decision.has_value());
    const report::Style style{.colour = false, .width = 80, .verbose = false};
    compare_with_golden(report::write_decision(*decision, kProducer, report::Format::text, style), row.file + ".txt");
    compare_with_golden(report::write_decision(*decision, kProducer, report::Format::json, {}), row.file + ".json");
    all.push_back(*decision);
  }
  compare_with_golden(
      report::Scribe(*all.front().rules, *all.front().backlog).write_all(all, kProducer, report::Format::json, {}),
      "decisions.json");
}

TEST_CASE("rules as a list and one by one") {
  const auto ground = golden_ground();
  const report::Style style{.colour = false, .width = 80, .verbose = false};
  compare_with_golden(report::write_rules(*ground.rules, report::Format::text, style), "rules.txt");
  compare_with_golden(report::write_rules(*ground.rules, report::Format::json, style), "rules.json");
  std::string pages;
  for (const auto* id : {"small", "pull-technical", "house/load"}) {
    const auto* rule = ground.rules->find(id);
    REQUIRE(rule != nullptr);
    pages += report::write_rule(*ground.rules, *rule, report::Format::text, style) + "\n";
  }
  compare_with_golden(pages, "rule-pages.txt");
}

}  // namespace sprintd::tests
