// Which of several declarations counts on a day: windows, replacements, topics.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kItems = R"yaml(
sprint: {id: s-1, team: core, state: active, starts: 2026-03-02, ends: 2026-03-13}
organisation:
  people: [{id: ada, name: Ada, track: technical}, {id: bob, name: Bob, track: technical}]
  teams: [{id: core, tech_leads: [ada], members: [ada, bob]}]
items:
  - {id: A, kind: chore, points: 5, pulled_by: bob}
)yaml";

// "old, new" of those in force, "new for old" of those replaced, "topic: old new" of conflicts.
Lines standing_on(std::string_view day, std::string_view pack) {
  const auto audit = audit_at(fmt::format("{}T12:00:00Z", day), pack, kItems);
  const auto id = [&](outcome::DeclarationRef ref) { return outcome::declaration(*audit.rules, ref).id; };
  Lines lines(1);
  for (const auto& row : audit.tallies) {
    if (row.in_force) lines[0] += lines[0].empty() ? id(row.declaration) : fmt::format(", {}", id(row.declaration));
    if (row.replaced_by) lines.push_back(fmt::format("{} for {}", id(*row.replaced_by), id(row.declaration)));
  }
  for (const auto& conflict : audit.conflicts) {
    lines.push_back(fmt::format("{}:", conflict.topic));
    for (const auto ref : conflict.declarations) lines.back() += fmt::format(" {}", id(ref));
  }
  return lines;
}

struct Case {
  std::string name;
  std::string pack;
  std::string day;
  Lines expected;
};

constexpr auto kOverlapping =
    "rules:\n"
    "  - {id: old, topic: size, for: item, require: item.points <= 8, effective: {until: 2026-03-10}}\n"
    "  - {id: new, topic: size, for: item, require: item.points <= 3, effective: {from: 2026-03-10}}\n";
constexpr auto kReplacing =
    "rules:\n"
    "  - {id: old, for: item, require: item.points <= 8}\n"
    "  - {id: new, for: item, require: item.points <= 3, replaces: old, effective: {from: 2026-03-10}}\n";
constexpr auto kChain =
    "rules:\n"
    "  - {id: first, for: item, require: item.points <= 8}\n"
    "  - {id: second, for: item, require: item.points <= 5, replaces: p/first}\n"
    "  - {id: third, for: item, require: item.points <= 3, replaces: second, effective: {from: 2026-03-10}}\n";
constexpr auto kMixed =
    "rules: [{id: few, topic: load, for: item, require: item.points <= 8}]\n"
    "limits: [{id: sum, topic: load, for: sprint, sum: item.points, at_most: 20}]\n";

}  // namespace

TEST_CASE("what is in force, what is replaced, what is in conflict") {
  const auto c = GENERATE(values<Case>({
      {"the last day of one is the first of the other", kOverlapping, "2026-03-10", {"new, old", "size: new old"}},
      {"before it", kOverlapping, "2026-03-09", {"old"}},
      {"after it", kOverlapping, "2026-03-11", {"new"}},
      {"not replaced before the other begins", kReplacing, "2026-03-09", {"old"}},
      {"replaced from then on, without a conflict", kReplacing, "2026-03-10", {"new", "new for old"}},
      {"of a chain the newest alone", kChain, "2026-03-10", {"third", "second for first", "third for second"}},
      {"of a chain the newest that has begun", kChain, "2026-03-09", {"second", "second for first"}},
      {"a rule and a limit may share a topic", kMixed, "2026-03-09", {"few, sum", "load: few sum"}},
  }));
  CAPTURE(c.name);
  CHECK(standing_on(c.day, c.pack) == c.expected);
}

TEST_CASE("two packs with rules of one id are in conflict, unless one replaces the other") {
  const std::string theirs = "sprintd: 1\npack: theirs\nrules: [{id: small, for: item, require: item.points <= 8}]\n";
  const std::string ours =
      "sprintd: 1\npack: ours\nrules:\n  - id: small\n    for: item\n    require: item.points <= 3\n";
  const auto conflicts = [&](const std::vector<std::string>& packs) {
    AuditOptions options;
    options.as_of = at("2026-03-04T00:00:00Z");
    const auto done = audit(load_rules(packs), load_backlog_text(kItems), options);
    REQUIRE(done);
    return done->conflicts.size();
  };
  CHECK(conflicts({theirs, ours}) == 1);
  CHECK(conflicts({ours, theirs}) == 1);
  CHECK(conflicts({theirs, ours + "    replaces: theirs/small\n"}) == 0);
}

TEST_CASE("a replaced authority has no say, and a replaced gate does not close") {
  constexpr auto kPack =
      "authority:\n"
      "  - {id: leads, action: pull, allow: 'acts_as(person, \"tech_lead\", item.team)'}\n"
      "  - {id: all, action: pull, allow: 'person.track == \"technical\"', replaces: leads, effective: {from: "
      "2026-03-10}}\n"
      "rules:\n"
      "  - {id: small, for: item, require: item.points <= 3, gates: [pull], effective: {from: 2026-03-09}}\n"
      "  - {id: large, for: item, require: item.points <= 8, gates: [pull], replaces: small, effective: {from: "
      "2026-03-10}}\n";
  const auto answer_on = [&](std::string_view day) {
    Question question;
    question.person = "bob";
    question.action = "pull";
    question.item = "A";
    question.as_of = at(fmt::format("{}T12:00:00Z", day));
    return decide_lines(kPack, kItems, question).front();
  };
  CHECK(answer_on("2026-03-08") == "refused");
  CHECK(answer_on("2026-03-09") == "refused");
  CHECK(answer_on("2026-03-10") == "allowed");
}
