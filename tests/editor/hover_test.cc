#include "rules/editor/hover.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "rules/base/code.h"
#include "rules/base/files.h"
#include "rules/base/places.h"
#include "rules/editor/completion.h"
#include "rules/editor/readable.h"
#include "tests/editor/editor_bench.h"

namespace sprintd::editor {

TEST_CASE("what is shown of the word under the cursor, and where it comes from") {
  struct Row {
    std::string text;
    std::string markdown;  // "" : nothing
    std::string target;    // file:line:column; "" : nowhere
  };
  const auto rule = kHead + "rules:\n  - id: small\n    for: item\n";
  const std::vector<Row> rows = {
      {kHead + "ow|ner: tech_lead",
       "**owner**: engineering_manager, product_manager, tech_lead, project_lead (optional)\n\n"
       "the role that may change the pack",
       ""},
      {rule + "    seve|rity: error", "**severity**: error, warning, note (optional)\n\nhow much a breach matters", ""},
      {rule + "    because: T|L1", "**TL1** of The base\n\nTech Leads pull technical work.", "base.yaml:8:3"},
      {rule + "    because: TL9|", "", ""},
      {rule + "    require: item.po|ints > 3", "```cel\nitem.points: double\n```\n\nestimate in story points", ""},
      {rule + "    require: ite|m.points > 3", "```cel\nitem: item\n```\n\nthe item", ""},
      {rule + "    require: is_lar|ge(item, 3)", "```cel\nis_large(i, most) = i.points > most\n```", "base.yaml:12:3"},
      {"sprintd: 1\npack: own\nparameters:\n  most: {default: 8, doc: points}\nrules:\n  - for: item\n    require: 3 < "
       "params.mo|st",
       "```cel\nparams.most: int = 8\n```\n\npoints", "team.yaml:4:3"},
      {rule + "    require: item.queue == \"techn|ical\"",
       "queue **technical** of The base\n\n```cel\nitem.kind in technical_kinds\n```", "base.yaml:14:3"},
      {rule + "    require: item.labels.ex|ists(l, true)",
       "```cel\nlist.exists(x, condition)\n```\n\nwhether the condition holds for at least one element (key of a "
       "map)\n\n"
       "```cel\nlist.exists(i, x, condition)\n```\n\nthe same, with the position (key of a map) and the element "
       "(value)",
       ""},
      {rule + "    where: true\nauthority:\n  - action: pu|ll",
       "action **pull**\n\n- `pull-technical` decides about it", "base.yaml:17:13"},
      {rule + "    gates: [pu|ll]\n    require: true",
       "action **pull**\n\n- `small` must pass for it\n- `pull-technical` decides about it", "base.yaml:17:13"},
      {"sprintd: 1\npack: team\nimports:\n  - pack: ba|se\n", "**The base**, version 1.2", "base.yaml:2:7"},
      {kHead + "waivers:\n  - rule: base/re|ady",
       "```yaml\nid: ready\nfor: item\nrequire: has(item.points) && !is_large(item, 13.0)\n```", "base.yaml:29:9"},
      {kHead + "lints:\n  unused-def|inition: off",
       fmt::format("**unused-definition** ({}): {}\n\n```text\n{}\n```", code_info(Code::unused_definition).name,
                   code_info(Code::unused_definition).title, code_info(Code::unused_definition).page),
       ""},
      {kHead + "define:\n  mine: item.points\n  other: mi|ne > 3", "```cel\nmine = item.points\n```", "team.yaml:6:3"},
      {kHead + "# own|er\n", "", ""},
      {kHead + "title: any te|xt", "", ""},
  };
  Bench bench;
  for (const auto& row : rows) {
    INFO(row.text);
    const auto& view = bench.view(row.text);
    const auto found = hover(view);
    const auto markdown = found ? found->markdown : "";
    CHECK(markdown == row.markdown);
    const auto target = find_target(view);
    std::string place;
    if (target) {
      PlaceFinder places(view.sources());
      const auto at = places.find(target->span);
      place = fmt::format("{}:{}:{}", target->file, at.line, at.column);
    }
    CHECK(place == row.target);
  }
}

TEST_CASE("a file of tests leads to its packs and their rules") {
  Bench bench;
  const auto& named = bench.view("packs: [ba|se.yaml]\ncases: []\n", DocumentKind::test);
  REQUIRE(find_target(named));
  CHECK(find_target(named)->file == "base.yaml");
  CHECK_FALSE(find_target(named)->span.known());
  const auto& rule = bench.view("packs: [base.yaml]\ncases:\n  - case: x\n    rules: [rea|dy]\n", DocumentKind::test);
  REQUIRE(find_target(rule));
  CHECK(find_target(rule)->file == "base.yaml");
  CHECK(hover(rule)->markdown.starts_with("```yaml\nid: ready\n"));
}

TEST_CASE("texts that are no YAML are read but for the lines that keep them from it") {
  const auto blanked = [](const std::string& text, std::size_t cursor) { return readable({"t.yaml", text}, cursor); };
  const std::string good = "a: 1\nb: [2]\n";
  CHECK(blanked(good, 3) == good);
  CHECK(blanked("a: 1\nword\nb: 2\n", 7) == "a: 1\n    \nb: 2\n");
  CHECK(blanked("a: 1\nb: \"x\nc: 2\n", 10).starts_with("a: 1\n     "));
  CHECK(blanked("a: 1\nb: 2\n  c: 3\nd: 4\n", 0).size() == 22);
}

TEST_CASE("every beginning of a shipped pack can be asked about") {
  const auto text = read_file(std::string(SPRINTD_SOURCE_DIR) + "/etc/packs/engineering-leadership.yaml");
  REQUIRE(text);
  Bench bench;
  std::size_t answered = 0;
  for (std::size_t end = 0; end < text->size(); end += 97) {
    const auto written = text->substr(0, end);
    CHECK(readable({"t.yaml", written}, end).size() == end);
    const auto& view = bench.view_at(written, end);
    for (const auto& one : complete(view).all) CHECK_FALSE(one.label.empty());
    if (const auto found = hover(view)) CHECK(found->range.end <= end);
    static_cast<void>(find_target(view));
    ++answered;
  }
  CHECK(answered > 20);
}

}  // namespace sprintd::editor
