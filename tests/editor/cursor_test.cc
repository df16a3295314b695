#include "rules/editor/cursor.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sprintd::editor {
namespace {

// A text with "|" at the cursor.
struct Marked {
  std::string text;
  std::size_t offset;
};
Marked marked(std::string text) {
  const auto at = text.find('|');
  text.erase(at, 1);
  return {std::move(text), at};
}

std::string describe(const std::string& with_mark, ruleset::Section root = ruleset::Section::root) {
  const auto [text, offset] = marked(with_mark);
  const auto cursor = find_cursor(text, offset);
  const auto meaning = meaning_of(cursor, root);
  const auto range = cursor.at_key ? cursor.key : cursor.value;
  return fmt::format("{} {} '{}'{}{}{}", fmt::join(cursor.path, "."), cursor.at_key ? "key" : "value",
                     text.substr(range.begin, range.end - range.begin),
                     meaning.section ? fmt::format(" of {}", ruleset::section_noun(*meaning.section)) : "",
                     meaning.key != nullptr ? fmt::format(" under {}", meaning.key->name) : "",
                     meaning.names != nullptr ? fmt::format(" names {} {}", meaning.names->name, meaning.name) : "");
}

}  // namespace

TEST_CASE("where the cursor stands in a pack") {
  struct Row {
    std::string text;
    std::string place;
  };
  const std::string head = "sprintd: 1\npack: p\n";
  const std::vector<Row> rows = {
      {"|", " key '' of a pack"},
      {"spr|", " key 'spr' of a pack"},
      {head + "ru|les:\n  - id: a\n", " key 'rules' of a pack"},
      {head + "owner: |", "owner value '' of a pack under owner"},
      {head + "owner: tech|_lead\ntitle: x", "owner value 'tech_lead' of a pack under owner"},
      {head + "rules:\n  - |", "rules.- key '' of a rule"},
      {head + "rules:\n- i|", "rules.- key 'i' of a rule"},
      {head + "rules:\n  |", "rules key '' under rules"},
      {head + "rules:\n  - id: a\n    fo|", "rules.- key 'fo' of a rule"},
      {head + "rules:\n  - id: a\n    |\n    for: item\n", "rules.- key '' of a rule"},
      {head + "rules:\n- id: a\n  for: it|\n  require: x", "rules.-.for value 'it' of a rule under for"},
      {head + "rules:\n  - id: a\n    require: item.|points > 3\n",
       "rules.-.require value 'item.points > 3' of a rule under require"},
      {head + "rules:\n  - id: a\n    require: >-\n      item.kind == 'x'\n      && b|\n    for: item",
       "rules.-.require value '>-\n      item.kind == 'x'\n      && b' of a rule under require"},
      {head + "rules:\n  - id: a\n    require: a\n      ? b : |c\n    for: item",
       "rules.-.require value 'a\n      ? b : c' of a rule under require"},
      {head + "rules:\n  - {id: a, fo|}", "rules.- key 'fo' of a rule"},
      {head + "rules:\n  - {id: a, for: |}", "rules.-.for value '' of a rule under for"},
      {head + "rules:\n  - {id: a, require: 'item.points > |3', for: item}",
       "rules.-.require value ''item.points > 3'' of a rule under require"},
      {head + "rules:\n  - id: a\n    gates: [pull, me|]", "rules.-.gates.- value 'me' of a rule under gates"},
      {head + "rules:\n  - id: a\n    gates:\n      - me|", "rules.-.gates.- key 'me' of a rule under gates"},
      {head + "rules:\n  - id: a\n    effective: {from: 2026|}",
       "rules.-.effective.from value '2026' of 'effective' under from"},
      {head + "rules:\n  - id: a\n    effective:\n      un|", "rules.-.effective key 'un' of 'effective'"},
      {head + "define:\n  is_big(i): i.points > |8\n", "define.is_big(i) value 'i.points > 8' names define is_big(i)"},
      {head + "queues:\n  tech: |", "queues.tech value '' names queues tech"},
      {head + "clauses:\n  TL|1: x", "clauses key 'TL1' names clauses "},
      {head + "parameters:\n  share:\n    de|: 3", "parameters.share key 'de' of a parameter"},
      {head + "imports:\n  - pack: q\n    parameters: {sh|: 3}", "imports.-.parameters key 'sh' names parameters "},
      {head + "lints:\n  unused-definition: o|", "lints.unused-definition value 'o' names lints unused-definition"},
      {head + "# ru|\n", " key '# ru' of a pack"},
      {head + "rules: [\n  {id: a, for: |", "rules.-.for value '' of a rule under for"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(describe(row.text) == row.place);
  }
}

TEST_CASE("where the cursor stands in a file of tests") {
  using ruleset::Section;
  CHECK(describe("cases:\n  - case: x\n    fin|", Section::test) == "cases.- key 'fin' of a case");
  CHECK(describe("cases:\n  - case: x\n    findings:\n      - ru|", Section::test) ==
        "cases.-.findings.- key 'ru' of a finding");
  CHECK(describe("cases:\n  - case: x\n    findings: [{rule: |}]", Section::test) ==
        "cases.-.findings.-.rule value '' of a finding under rule");
  CHECK(describe("cases:\n  - case: x\n    may: {person: ana, act|}", Section::test) ==
        "cases.-.may key 'act' of 'may'");
  CHECK(describe("packs:\n  - ../a|.yaml", Section::test) == "packs.- key '../a.yaml' of a file of tests under packs");
  CHECK(describe("packs: [../a|.yaml]", Section::test) == "packs.- value '../a.yaml' of a file of tests under packs");
}

TEST_CASE("the cursor may stand anywhere in anything") {
  const std::string text = "a: {b: [c, 'd\n- - x: |\n  \"q\n\t]}: : -\n-\n  - {";
  for (std::size_t offset = 0; offset <= text.size() + 1; ++offset) {
    const auto cursor = find_cursor(text, offset);
    const auto range = cursor.at_key ? cursor.key : cursor.value;
    CHECK(range.begin <= range.end);
    CHECK(range.end <= text.size());
  }
}

}  // namespace sprintd::editor
