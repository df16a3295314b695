// Two versions of a pack over small backlogs: which verdicts and answers change, and how it is told.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "rules/change/report_change.h"

namespace sprintd::change {
namespace {

constexpr std::string_view kBoard = R"({"schema": "sprintd.backlog/v1",
 "organisation": {"people": [{"id": "ada", "name": "Ada", "track": "technical"}, {"id": "bob", "name": "Bob"}]},
 "sprint": {"id": "s-1", "starts": "2026-03-02", "ends": "2026-03-13", "state": "planned"},
 "items": [{"id": "A", "points": 5, "assignee": "ada"}, {"id": "B", "points": 13}, {"id": "C"}]}
)";

constexpr std::string_view kBefore =
    "authority:\n  - {id: pull, action: pull, allow: person == item.assignee}\n"
    "rules:\n"
    "  - {id: small, for: item, require: item.points <= 8.0, severity: warning, message: '${item.id} has "
    "${item.points}'}\n"
    "  - {id: old, for: item, require: item.points <= 100.0}\n";

engine::RuleSetPtr load(const engine::Engine& engine, std::string_view body) {
  auto loaded = engine.load_packs({{"p.yaml", fmt::format("sprintd: 1\npack: p\n{}", body)}});
  REQUIRE(loaded.rules);
  return loaded.rules;
}

std::string with(std::string_view from, std::string_view to) {
  std::string text(kBefore);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Changes compare(std::string_view before, std::string_view after, const CompareOptions& options = {}) {
  const engine::Engine engine;
  Comparison comparison(engine, load(engine, before), load(engine, after), options);
  const auto backlog =
      engine.load_backlog({{"board.json", std::string(kBoard), backlog::Document::Part::backlog}}).backlog;
  REQUIRE(backlog);
  REQUIRE(comparison.add("board.json", backlog, *parse_instant("2026-03-02", TimeZone())));
  return comparison.result();
}

// "p/small B: warning -> error", "pull A ada: allowed -> refused".
std::vector<std::string> lines(const Changes& changes) {
  std::vector<std::string> lines;
  for (const auto& c : changes.verdicts) {
    lines.push_back(fmt::format("{} {}: {} -> {}", c.rule, c.subject, c.before, c.after));
  }
  for (const auto& c : changes.answers) {
    lines.push_back(fmt::format("{} {} {}: {} -> {}", c.action, c.item, c.person, outcome::answer_name(c.before),
                                outcome::answer_name(c.after)));
  }
  return lines;
}

struct Case {
  std::string name;
  std::string after;
  std::vector<std::string> expected;
};

}  // namespace

TEST_CASE("what a change of the pack changes") {
  const auto c = GENERATE(values<Case>({
      {"nothing", std::string(kBefore), {}},
      {"a lower bound", with("<= 8.0", "<= 3.0"), {"p/small A:  -> warning"}},
      {"a higher bound", with("<= 8.0", "<= 20.0"), {"p/small B: warning -> "}},
      {"a severity", with("severity: warning", "severity: error"), {"p/small B: warning -> error"}},
      {"another message is no other verdict", with("has ${item.points}", "is large"), {}},
      {"an unknown that is no longer asked for",
       with("require: item.points <= 8.0", "require: '!has(item.points) || item.points <= 8.0'"),
       {"p/small C: not known -> "}},
      {"who may",
       with("allow: person == item.assignee", "allow: person.track == 'technical'"),
       {"pull B ada: unknown -> allowed", "pull C ada: unknown -> allowed", "pull A bob: refused -> unknown"}},
      {"an action that is gone",
       with("action: pull", "action: move"),
       {"move A ada: refused -> allowed", "move B ada: refused -> unknown", "move C ada: refused -> unknown",
        "move B bob: refused -> unknown", "move C bob: refused -> unknown", "pull A ada: allowed -> refused",
        "pull B ada: unknown -> refused", "pull C ada: unknown -> refused", "pull B bob: unknown -> refused",
        "pull C bob: unknown -> refused"}},
  }));
  CAPTURE(c.name);
  const auto changes = compare(kBefore, c.after);
  auto found = lines(changes);
  auto expected = c.expected;
  std::ranges::sort(found);
  std::ranges::sort(expected);
  CHECK(found == expected);
  CHECK(changes.any() == !c.expected.empty());
  CHECK(changes.backlogs == 1);
}

TEST_CASE("rules that are new or gone are listed, and so are their verdicts") {
  const auto changes = compare(kBefore, with("id: old", "id: other"));
  CHECK(changes.new_rules == std::vector<std::string>{"p/other"});
  CHECK(changes.gone_rules == std::vector<std::string>{"p/old"});
  CHECK(lines(changes) == std::vector<std::string>{"p/old C: not known -> ", "p/other C:  -> not known"});
}

TEST_CASE("questions beyond the bound are left out, and counted") {
  CompareOptions options;
  options.most_questions = 4;
  const auto changes = compare(kBefore, kBefore, options);
  CHECK(changes.questions == 4);
  CHECK(changes.left_out == 2);
  const auto text = write_changes(changes, report::Format::text, {});
  CHECK(text ==
        "2 questions were left out: only the first 4 were asked.\n"
        "✓ No verdict changes on 1 backlog; 0 of 4 answers change\n");
}

TEST_CASE("changes as text and JSON") {
  const auto changes = compare(
      kBefore, with("allow: person == item.assignee}\nrules:\n  - {id: small, for: item, require: item.points <= 8.0, "
                    "severity: warning",
                    "allow: person.track == 'technical'}\nrules:\n  - {id: small, for: item, require: item.points "
                    "<= 3.0, severity: error"));
  CHECK(write_changes(changes, report::Format::text, {.colour = false, .width = 80, .verbose = false}) ==
        "p/small  2 changes\n"
        "  new error             A  A has 5\n"
        "  warning → error       B  B has 13\n"
        "\n"
        "may ... pull  refused → unknown  1 answer\n"
        "  bob: A\n"
        "\n"
        "may ... pull  unknown → allowed  2 answers\n"
        "  ada: B, C\n"
        "\n"
        "≠ 2 verdicts change on 1 backlog: 1 new error, 1 warning → error; 3 of 6 answers\n"
        "  change\n");
  const auto json = write_changes(changes, report::Format::json, {});
  CHECK(json.find("\"schema\": \"sprintd.diff/v1\"") != std::string::npos);
  CHECK(json.find("\"before\": \"warning\"") != std::string::npos);
  CHECK(json.find("\"new_rules\": []") != std::string::npos);
}

}  // namespace sprintd::change
