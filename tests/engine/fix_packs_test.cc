// What --fix makes of packs, text against text.
#include "rules/engine/fix_packs.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace sprintd;

namespace {

std::vector<engine::FixedPack> fixed(const std::vector<ruleset::PackText>& texts, const LintLevels& chosen = {}) {
  const auto as_of = parse_instant("2026-03-02T12:00:00Z", TimeZone());
  return engine::fix_packs(engine::Engine(), texts, chosen, *as_of);
}

engine::FixedPack fixed(const std::string& text) { return fixed(std::vector{ruleset::PackText{"team.yaml", text}})[0]; }

std::string pack_with(std::string_view condition) {
  return fmt::format("sprintd: 1\npack: team\nrules:\n  - id: r\n    for: item\n    require: {}   # kept\n", condition);
}

}  // namespace

TEST_CASE("expressions are rewritten in place, and only where the new text can stand") {
  struct Row {
    std::string_view before, after;
  };
  const auto rows = std::to_array<Row>({
      {R"(item.kind in ["bug"])", R"(item.kind == "bug")"},
      {R"(item.title.matches("^Spike"))", R"(item.title.startsWith("Spike"))"},
      {R"((item.title + "x").matches("Spike"))", R"((item.title + "x").contains("Spike"))"},
      {"has(item.points) == true", "has(item.points)"},
      {"has(item.points) == true && has(item.project)", "has(item.points) && has(item.project)"},
      {"'!!has(item.points)'", "'has(item.points)'"},
      {"has(item.project) && !!(has(item.points) || item.points > 3)",
       "has(item.project) && (has(item.points) || item.points > 3)"},
      {"has(item.project) && !(item.assignee == item.project.lead)",
       "has(item.project) && item.assignee != item.project.lead"},
      {R"(item.helpers.filter(h, h.track == "technical").size() > 0)",
       R"(item.helpers.exists(h, h.track == "technical"))"},
      {"'has(item.points) ? true : false'", "'has(item.points)'"},
      // One inside of the other: the next round sees to it.
      {R"('!!(item.kind in ["bug"])')", R"('item.kind == "bug"')"},
      // A plain scalar may not begin with !, nor a quoted one hold its own quote.
      {"has(item.points) == false", "has(item.points) == false"},
      {R"('item.title.matches("it''s")')", R"('item.title.matches("it''s")')"},
      {R"("item.kind in ['bug']")", R"("item.kind in ['bug']")"},
      // Nothing mechanical about it.
      {"item.assignee == item.assignee", "item.assignee == item.assignee"},
  });
  for (const auto& row : rows) {
    INFO(row.before);
    CHECK(fixed(pack_with(row.before)).pack.text == pack_with(row.after));
  }
}

TEST_CASE("unused definitions go with their lines, and the section with its last") {
  const std::string rules = "rules:\n  - {id: r, for: item, require: item.points <= most}\n";
  const std::string head = "sprintd: 1\npack: team\n";
  const auto some = fixed(
      head + "define:\n  # large\n  most: 8   # points\n  least: 1  # points\n  kinds:\n    - bug\n    - spike\n" +
      rules);
  CHECK(some.pack.text == head + "define:\n  # large\n  most: 8   # points\n" + rules);
  CHECK(some.fixes == 2);

  const std::string plain = "rules:\n  - {id: r, for: item, require: item.points <= 8}\n";
  CHECK(fixed(head + "define:\n  least: 1\n  most: least + 8\n" + plain).pack.text == head + plain);
  CHECK(fixed(head + "define: {least: 1, most: 8}\n" + plain).pack.text == head + plain);
  // Of a mapping on one line a part cannot go with its line.
  const auto flow = head + "define: {least: 1, most: 8}\n" + rules;
  CHECK(fixed(flow).pack.text == flow);
  CHECK(fixed(flow).fixes == 0);
}

TEST_CASE("what is off, and what does not load, stays as it is") {
  LintLevels off;
  off.set(Code::membership_in_one, LintLevel::off);
  const auto text = pack_with(R"(item.kind in ["bug"])");
  CHECK(fixed({{"team.yaml", text}}, off)[0].fixes == 0);
  const auto wrong = text + "rulez: []\n";
  CHECK(fixed(wrong).pack.text == wrong);

  const auto two = fixed({{"z.yaml", text}, {"a.yaml", "sprintd: 1\npack: other\ndefine: {x: 1}\n"}});
  CHECK(two[0].pack.name == "z.yaml");
  CHECK(two[0].fixes == 1);
  CHECK(two[1].pack.text == "sprintd: 1\npack: other\n");
}
