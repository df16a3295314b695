#include "rules/editor/completion.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/editor/editor_bench.h"

namespace sprintd::editor {
namespace {

std::vector<std::string> labels(const Completions& completions) {
  std::vector<std::string> all;
  for (const auto& one : completions.all) all.push_back(one.label);
  return all;
}

const Completion* find(const Completions& completions, std::string_view label) {
  const auto found = std::ranges::find(completions.all, label, &Completion::label);
  return found == completions.all.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("what could be written in a pack, all of it") {
  struct Row {
    std::string text;
    std::vector<std::string> labels;
  };
  const auto rule = kHead + "rules:\n  - id: small\n    for: item\n";
  const std::vector<Row> rows = {
      {kHead + "owner: |", {"engineering_manager", "product_manager", "tech_lead", "project_lead"}},
      {"sprintd: |", {"1"}},
      {kHead + "rules:\n  |", {"- id: "}},
      {rule + "    severity: |", {"error", "warning", "note"}},
      {rule + "    severity: wa|", {"error", "warning", "note"}},
      {rule + "    because: |", {"TL1", "TL2"}},
      {rule + "    gates: [|]", {"pull"}},
      {rule + "    gates:\n      - |", {"pull"}},
      {rule + "    effective: {|}", {"from", "until"}},
      {rule + "    effective: {from: 2026-01-01, |}", {"until"}},
      {rule + "    replaces: |", {"small", "base/ready", "base/pull-technical", "base/technical-share"}},
      {kHead + "overrides:\n  - rule: |", {"base/ready", "base/pull-technical", "base/technical-share"}},
      {kHead + "overrides:\n  - off: |", {"true"}},
      {kHead + "overrides:\n  - rule: base/technical-share\n    at|",
       {"reason", "off", "severity", "if_unknown", "where", "items", "sum", "at_most", "at_least", "because", "message",
        "remedy", "effective", "topic", "waivable_by", "waiver_budget"}},
      {"sprintd: 1\npack: team\nimports:\n  - pack: base\n    parameters:\n      |", {"share"}},
      {kHead + "parameters:\n  most:\n    |", {"default", "type", "doc"}},
      {kHead + "lints:\n  unused-definition: |", {"off", "note", "warning", "error"}},
      // expressions
      {rule + "    require: item.kind == \"|\"",
       {"user_story", "tech_debt", "chore", "infrastructure", "bug", "documentation", "deployment", "spike"}},
      {rule + "    require: item.queue == \"|", {"technical", "unclassified"}},
      {rule + "    require: item.queue in [\"technical\", \"|", {"technical", "unclassified"}},
      {"sprintd: 1\npack: own\nparameters: {most: 8}\nrules:\n  - for: item\n    require: params.|", {"most"}},
      {rule + "    require: params.|", {}},  // of an imported pack they are its own
      {rule + "    require: item.title == \"|\"", {}},
      {rule + "    require: nothing.|", {}},
      {rule + "    require: item.points |", {}},
      {rule + "    title: |", {}},
      {rule + "    message: a text |without an expression", {}},
  };
  Bench bench;
  for (const auto& row : rows) {
    INFO(row.text);
    // Behind a value there is a place for names, but none that is not one of the language.
    auto found = labels(complete(bench.view(row.text)));
    if (row.text.ends_with("item.points |")) found.clear();
    CHECK(found == row.labels);
  }
}

TEST_CASE("words that are among those that could be written") {
  struct Row {
    std::string text;
    std::vector<std::string> there, not_there;
  };
  const auto rule = kHead + "rules:\n  - id: small\n    for: item\n";
  const std::vector<Row> rows = {
      {"|", {"sprintd", "pack", "rules"}, {"kinds", "fields", "cases"}},
      {kHead + "ru|", {"rules", "define"}, {"pack", "sprintd", "imports"}},
      {kHead + "rules:\n  - |", {"id", "for", "require"}, {"action"}},
      {rule + "    |", {"require", "because"}, {"id", "for"}},
      {rule + "    re|\n    because: TL1\n", {"require", "replaces"}, {"because", "for"}},
      {kHead + "lints:\n  |", {"unused-definition"}, {"off"}},
      {rule + "    require: |",
       {"item", "sprint", "now", "technical_kinds", "is_large", "acts_as", "has", "size"},
       {"person", "_+_", "params", "all", "+"}},
      {rule + "    require: item.|", {"points", "kind", "team"}, {"roles", "all"}},
      {rule + "    require: item.team.|", {"members"}, {"points"}},
      {rule + "    require: item.?assignee.|", {"name", "orValue", "hasValue"}, {"points"}},
      {rule + "    require: >-\n      item.points > 3 &&\n      item.|", {"kind"}, {"roles"}},
      {rule + "    require: '!item.|'", {"kind"}, {}},
      {rule + "    require: \"item.title == \\\"x\\\" ^^ item.|", {"kind"}, {}},
      {rule + "    require: item.labels.|", {"all", "exists", "size", "join"}, {"points", "startsWith", "optMap"}},
      {rule + "    require: item.title.|", {"startsWith", "size", "matches"}, {"all"}},
      {rule + "    require: item.labels.exists(l, l.|)", {"startsWith"}, {"points"}},
      {rule + "    require: item.team.members.all(p, p.leads.exists(q, q.|))", {"lead"}, {"roles"}},
      {rule + "    require: item.team.members.all(p, p.|leads.exists(q, true))", {"roles"}, {"points"}},
      {rule + "    require: item.team.members.all(i, p, p.|)", {"roles"}, {"points"}},
      {rule + "    require: cel.bind(t, item.team, t.|)", {"members"}, {"points"}},
      {rule + "    require: technical_kinds.|", {"exists", "size"}, {"points"}},
      {rule + "    require: (item).|", {"points"}, {}},
      {rule + "    require: item.blocked_by[0].|", {"points"}, {}},
      {rule + "    require: math.|", {"greatest", "abs"}, {"math.abs"}},
      {rule + "    message: ${item.id} has ${item.|} points", {"points"}, {}},
      {rule + "    require: acts_as(item.assignee, \"|\", item.team)", {"tech_lead", "project_lead"}, {}},
      {kHead + "authority:\n  - id: a\n    allow: |", {"person", "item"}, {"project"}},
      {kHead + "authority:\n  - id: a\n    items: |", {"item"}, {"person"}},
      {kHead + "limits:\n  - for: team\n    items: |", {"item", "team"}, {"person"}},
      {kHead + "limits:\n  - for: team\n    at_most: |", {"team"}, {"item"}},
      {kHead + "overrides:\n  - rule: base/pull-technical\n    allow: |", {"person", "item"}, {"project"}},
      {kHead + "define:\n  big(i, most): |", {"i", "most", "item"}, {}},
      {kHead + "queues:\n  own: item.|", {"kind"}, {"roles"}},
  };
  Bench bench;
  for (const auto& row : rows) {
    INFO(row.text);
    const auto completions = complete(bench.view(row.text));
    INFO(fmt::format("{}", fmt::join(labels(completions), " ")));
    for (const auto& label : row.there) {
      INFO(label);
      CHECK(find(completions, label) != nullptr);
    }
    for (const auto& label : row.not_there) {
      INFO(label);
      CHECK(find(completions, label) == nullptr);
    }
  }
}

TEST_CASE("what could be written in a file of tests") {
  Bench bench;
  const auto at = [&](const std::string& text) {
    return labels(complete(bench.view("sprintd: 1\npacks: [base.yaml]\n" + text, DocumentKind::test)));
  };
  using Labels = std::vector<std::string>;
  CHECK(at("cases:\n  - case: x\n    rules: [|]") == Labels{"ready", "pull-technical", "technical-share"});
  CHECK(at("cases:\n  - case: x\n    findings: [{rule: |}]") == Labels{"ready", "pull-technical", "technical-share"});
  CHECK(at("cases:\n  - case: x\n    answer: |") == Labels{"allowed", "refused", "unknown"});
  CHECK(at("cases:\n  - case: x\n    clauses: [|]") == Labels{"TL1", "TL2", "no-authority"});
  CHECK(at("cases:\n  - case: x\n    may: {action: |}") == Labels{"pull"});
  CHECK(at("cases:\n  - case: x\n    may: {person: ana, |}") == Labels{"action", "item", "sprint"});
  CHECK(at("parameters: {|}") == Labels{"share"});
  const std::string board =
      "backlog:\n  sprint: {id: s-1}\n  items: [{id: A-1, kind: chore}, {id: A-2}]\n  organisation:\n    people: [{id: "
      "ana}]\n"
      "cases:\n  - case: x\n    ";
  CHECK(at(board + "may: {person: |}") == Labels{"ana"});
  CHECK(at(board + "may: {item: |}") == Labels{"A-1", "A-2"});
  CHECK(at(board + "sprint: |") == Labels{"s-1"});
  CHECK(at(board + "findings: [{subject: |}]") == Labels{"A-1", "A-2", "s-1", "ana"});
  CHECK(at(board + "with: {|}") == Labels{"A-1", "A-2", "s-1", "ana"});
  CHECK(at(board + "with: {A-1: {kind: |}}").size() == 8);
  const auto fields = at(board + "with: {A-1: {|}}");
  CHECK(std::ranges::find(fields, "points") != fields.end());
  CHECK(std::ranges::find(fields, "queue") == fields.end());
  CHECK(at(board + "unset: {A-1: [|]}") == fields);
  CHECK(at(board + "unset:\n      A-1:\n        - |") == fields);
  CHECK(at("backlog: no-such.yaml\ncases:\n  - may: {item: |}").empty());
}

TEST_CASE("what is written for a completion, and in place of what") {
  Bench bench;
  const auto text = kHead + "rules:\n  - id: small\n    for: item\n    require: item.poi|nts > 3\n    seve: note\n";
  const auto& view = bench.view(text);
  const auto members = complete(view);
  CHECK(view.text().substr(members.replace.begin, members.replace.end - members.replace.begin) == "points");
  const auto* points = find(members, "points");
  REQUIRE(points != nullptr);
  CHECK(points->insert == "points");
  CHECK(points->detail == "double");
  CHECK(points->doc == "estimate in story points");

  const auto names = complete(bench.view(kHead + "rules:\n  - id: small\n    for: item\n    require: |"));
  CHECK(find(names, "is_large")->insert == "is_large(");
  CHECK(find(names, "is_large")->detail == "is_large(i, most)");
  CHECK(find(names, "is_large")->doc == "i.points > most");
  CHECK(find(names, "technical_kinds")->insert == "technical_kinds");
  CHECK(find(names, "size")->insert == "size(");
  const auto called = complete(bench.view(kHead + "rules:\n  - id: small\n    for: item\n    require: is_l|(item, 3)"));
  CHECK(find(called, "is_large")->insert == "is_large");

  // A key whose colon is there is replaced without it.
  const auto keys = complete(bench.view(kHead + "rules:\n  - id: small\n    sev|: note\n"));
  CHECK(find(keys, "severity")->insert == "severity");
  const auto new_keys = complete(bench.view(kHead + "rules:\n  - id: small\n    sev|"));
  CHECK(find(new_keys, "severity")->insert == "severity: ");
  CHECK(find(new_keys, "effective")->insert == "effective:");
  CHECK(find(complete(bench.view(kHead + "rules:\n  - because: |")), "TL1")->detail ==
        "Tech Leads pull technical work.");
}

}  // namespace sprintd::editor
