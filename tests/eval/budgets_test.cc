// What one request may take: audits, decisions, and the conditions of queues that either asks for.
#include "rules/eval/budgets.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "rules/lang/limits.h"
#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kBacklog = R"yaml(
sprint: {id: s}
organisation: {people: [{id: ada}, {id: bob}, {id: eve}]}
items: [{id: A, points: 3}, {id: B, points: 5}, {id: C, points: 8}, {id: D, points: 8}]
)yaml";

// A thousand steps and more for each item.
constexpr auto kQueues =
    "queues: {long: '[item.points, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(a, [a, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(b, [b, 1, 2, "
    "3].exists(c, c >= 0)))'}\n";

constexpr auto kAuthority = "authority: [{id: a, action: pull, allow: \"person.id == 'eve' && item.points < 5\"}]\n";

Question ask(std::string_view person) { return {person, "pull", "A", "", at("2026-03-01")}; }

std::string only_reason(const Result<outcome::Decision>& decision) {
  REQUIRE(decision);
  REQUIRE(decision->reasons.size() == 1);
  return decision->reasons.front().message;
}

}  // namespace

TEST_CASE("the decisions of a request have their steps together") {
  Decider decider(load_rules(kAuthority), load_backlog_text(kBacklog));
  decider.limit_steps(100);
  const auto first = decider.decide(ask("eve"));
  REQUIRE(first);
  CHECK(first->answer == outcome::Decision::Answer::allowed);
  for (int i = 0; i < 50; ++i) CHECK(decider.decide(ask("eve")));
  const auto last = decider.decide(ask("eve"));
  CHECK(only_reason(last) == "cannot be checked: the request takes too many steps");
  CHECK(last->answer == outcome::Decision::Answer::unknown);
  CHECK(last->instead.empty());
  CHECK(*decider.answer(ask("eve")) == outcome::Decision::Answer::unknown);

  decider.limit_steps(100);
  CHECK(*decider.answer(ask("eve")) == outcome::Decision::Answer::allowed);
  CHECK(*decider.answer(ask("ada")) == outcome::Decision::Answer::refused);
}

TEST_CASE("the queues that one evaluation asks for come to the limit of the audit") {
  AuditOptions options;
  options.as_of = at("2026-03-01");
  options.max_steps = 1'500;
  const auto rules = load_rules(std::string(kQueues) +
                                "rules: [{id: r, for: sprint, require: \"org.items.all(i, i.queue == 'long')\"}]");
  const auto stopped = audit(rules, load_backlog_text(kBacklog), options);
  REQUIRE(stopped);
  CHECK(stopped->incomplete);
  REQUIRE(stopped->findings.size() == 1);
  CHECK(stopped->findings[0].broken_because == "the expression takes too many steps");

  options.max_steps = kMaxRequestSteps;
  const auto whole = audit(rules, load_backlog_text(kBacklog), options);
  REQUIRE(whole);
  CHECK_FALSE(whole->incomplete);
  CHECK(whole->total.pass == 1);
}

TEST_CASE("a queue that could not be afforded is asked for again by the next question") {
  Decider decider(
      load_rules(std::string(kQueues) + "authority: [{id: a, action: pull, allow: \"item.queue == 'long'\"}]\n"),
      load_backlog_text(kBacklog));
  decider.limit_steps(300);
  CHECK(*decider.answer(ask("eve")) == outcome::Decision::Answer::unknown);
  decider.limit_steps(kMaxRequestSteps);
  CHECK(*decider.answer(ask("eve")) == outcome::Decision::Answer::allowed);
}

TEST_CASE("what a request can afford does not hang on the requests before it") {
  const auto rules =
      load_rules(std::string(kQueues) + "authority: [{id: a, action: pull, allow: \"item.queue == 'long'\"}]\n");
  const auto backlog = load_backlog_text(kBacklog);
  Decider used(rules, backlog);
  for (const std::uint64_t steps : {300U, 600U, 1200U, 2400U, 4800U, 1200U, 300U}) {
    Decider fresh(rules, backlog);
    fresh.limit_steps(steps);
    used.limit_steps(steps);
    CHECK(*used.answer(ask("eve")) == *fresh.answer(ask("eve")));
  }
  used.limit_steps(kMaxRequestSteps);
  CHECK(*used.answer(ask("eve")) == outcome::Decision::Answer::allowed);
}

TEST_CASE("the page of limits has the numbers that hold") {
  std::ifstream file(SPRINTD_SOURCE_DIR "/docs/reference/limits.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const Lines rows = {
      fmt::format("| length of an expression | {} bytes |", lang::kMaxExpressionBytes),
      fmt::format("| nesting, definitions included | {} levels |", lang::kMaxDepth),
      fmt::format("definitions included | {} parts |", lang::kMaxNodes),
      fmt::format("| a regular expression | {} bytes |", lang::kMaxPatternBytes),
      fmt::format("in one | {} classes |", lang::kMaxPatternClasses),
      fmt::format("| a regular expression, compiled | {} KiB |", lang::kMaxPatternMemory >> 10),
      fmt::format("| different regular expressions in one expression | {} kept compiled |", lang::kMaxPatterns),
      fmt::format("| steps | {} steps |", lang::kMaxSteps),
      fmt::format("| memory for texts, lists and maps | {} MiB |", lang::kMaxArenaBytes >> 20),
      fmt::format("| steps of an audit | {} steps |", kMaxRequestSteps),
      fmt::format("| steps of the decisions of one request together | {} steps |", kMaxRequestSteps),
      fmt::format("| steps of one decision, with who may instead | {} steps |", kMaxDecisionSteps),
  };
  for (const auto& row : rows) {
    INFO(row);
    CHECK(page.find(row) != std::string::npos);
  }
}
