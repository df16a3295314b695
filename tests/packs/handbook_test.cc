// The shipped pack says what the handbook says: every rule passes, fails and is unknown where it should.

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "rules/base/diagnostic_text.h"
#include "rules/base/files.h"
#include "rules/engine/engine.h"
#include "tests/packs/handbook_cases.h"

using namespace sprintd;
using handbook::Case;

namespace {

const std::string kPack = SPRINTD_SOURCE_DIR "/etc/packs/engineering-leadership.yaml";

std::string read(const std::string& path) {
  auto text = read_file(path);
  REQUIRE(text);
  return *text;
}

engine::RuleSetPtr load_pack(const engine::Engine& engine, std::string text) {
  std::vector<ruleset::PackText> texts(1);
  texts[0].name = "pack.yaml";
  texts[0].text = std::move(text);
  auto loaded = engine.load_packs(std::move(texts));
  if (!loaded.rules) {
    PlaceFinder places(loaded.sources);
    FAIL(render_diagnostics(loaded.diagnostics, places));
  }
  return loaded.rules;
}

std::string edited(std::string text, const Case& row) {
  for (const auto& [from, to] : row.edits) {
    const auto at = text.find(from);
    INFO("edit: " << from);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(from, at + 1) == std::string::npos);
    text.replace(at, from.size(), to);
  }
  return text;
}

outcome::Audit audit(const engine::Engine& engine, const engine::RuleSetPtr& rules, std::string text) {
  std::vector<backlog::Document> documents(1);
  documents[0].name = "sprint.yaml";
  documents[0].text = std::move(text);
  const auto loaded = engine.load_backlog(std::move(documents));
  if (!loaded.backlog) {
    PlaceFinder places(loaded.sources);
    FAIL(render_diagnostics(loaded.diagnostics, places));
  }
  const auto as_of = parse_instant("2026-03-02T08:00:00Z", TimeZone{});
  const auto result = engine.audit(rules, loaded.backlog, {.as_of = *as_of, .sprints = {}, .evidence = true});
  REQUIRE(result);
  return *result;
}

struct Said {
  std::string verdict;
  std::string subject;
  std::string text;  // message or absent field
  friend bool operator==(const Said&, const Said&) = default;
};

std::ostream& operator<<(std::ostream& out, const Said& said) {
  return out << said.verdict << " " << said.subject << ": " << said.text;
}

// What the audit says about one rule, in its order.
std::vector<Said> said_about(const outcome::Audit& result, std::string_view rule) {
  std::vector<Said> said;
  const auto is_it = [&](outcome::DeclarationRef ref) { return outcome::declaration(*result.rules, ref).id == rule; };
  for (const auto& finding : result.findings) {
    if (!is_it(finding.declaration)) continue;
    said.push_back({std::string(outcome::verdict_name(finding.verdict)),
                    std::string(result.backlog->id(finding.subject.kind, finding.subject.row)), finding.message});
  }
  for (const auto& group : result.unknowns) {
    if (!is_it(group.declaration)) continue;
    for (const auto row : group.subjects) {
      said.push_back({"unknown", std::string(result.backlog->id(group.kind, row)), group.field});
    }
  }
  return said;
}

std::uint32_t passes(const outcome::Audit& result, std::string_view rule) {
  std::uint32_t count = 0;
  for (const auto& tally : result.tallies) {
    if (outcome::declaration(*result.rules, tally.declaration).id == rule) count += tally.tally.pass;
  }
  return count;
}

std::vector<Case> all_cases() {
  auto cases = handbook::leadership_cases();
  std::ranges::move(handbook::project_cases(), std::back_inserter(cases));
  return cases;
}

}  // namespace

TEST_CASE("the healthy sprint passes every rule of the pack, and nothing else is said about it") {
  const engine::Engine engine;
  const auto rules = load_pack(engine, read(kPack));
  const auto result = audit(engine, rules, read(SPRINTD_SOURCE_DIR "/etc/packs/tests/healthy-sprint.yaml"));
  for (const auto& tally : result.tallies) {
    const auto& id = outcome::declaration(*rules, tally.declaration).id;
    INFO(id);
    CHECK(said_about(result, id) == std::vector<Said>{});
    CHECK(tally.tally.pass > 0);
  }
  CHECK_FALSE(result.incomplete);
  CHECK_FALSE(result.nothing_checked);
}

TEST_CASE("each case of the handbook gets its verdict, subject and message") {
  const engine::Engine engine;
  const auto rules = load_pack(engine, read(kPack));
  const auto healthy = read(SPRINTD_SOURCE_DIR "/etc/packs/tests/healthy-sprint.yaml");
  for (const auto& row : all_cases()) {
    INFO(row.rule << ": " << row.what);
    const auto result = audit(engine, rules, edited(healthy, row));
    const auto said = said_about(result, row.rule);
    if (row.verdict == "pass") {
      CHECK(std::ranges::none_of(said, [&](const Said& s) { return s.subject == row.subject; }));
      CHECK(passes(result, row.rule) > 0);
    } else {
      const Said expected{std::string(row.verdict), std::string(row.subject), std::string(row.says)};
      CHECK(std::ranges::find(said, expected) != said.end());
      CHECK(std::ranges::count(said, row.subject, &Said::subject) == 1);
      if (std::ranges::find(said, expected) == said.end()) {
        for (const auto& s : said) UNSCOPED_INFO("said: " << s);
        CHECK(said.empty());
      }
    }
  }
}

TEST_CASE("every rule of the pack has a case that passes, one that fails and one that is unknown") {
  const engine::Engine engine;
  const auto rules = load_pack(engine, read(kPack));
  std::set<std::string> shown;
  for (const auto& row : all_cases()) shown.insert(std::string(row.rule) + " " + std::string(row.verdict));
  const auto check = [&](const ruleset::Declaration& declaration) {
    for (const char* verdict : {"pass", "fail", "unknown"}) {
      CAPTURE(declaration.id, verdict);
      CHECK(shown.contains(declaration.id + " " + verdict));
    }
    CHECK(declaration.clause.has_value());
    CHECK_FALSE(declaration.message.parts.empty());
    CHECK_FALSE(declaration.remedy.parts.empty());
  };
  std::ranges::for_each(rules->rules, check);
  std::ranges::for_each(rules->authorities, check);
  std::ranges::for_each(rules->limits, check);
}

TEST_CASE("leaving out half of a rule is noticed by a case") {
  struct Half {
    std::string_view from, to;
  };
  const std::vector<Half> halves = {
      {" || wants_to_manage(person)", " || false"},       // the exception of TL6
      {"person.reports.size() <= most_reports || ", ""},  // and its rule
      {"person.track == \"technical\" && person.seniority >= ", "person.seniority >= "},
      {"had_led(m, project.starts))\n    severity", "true)\n    severity"},  // the rotation of PL7
      {"p != q && p.team == q.team", "false"},                               // and one each
      {"project.complexity - project.lead.seniority <= too_hard", "true"},   // PL8 in one direction
      {"project.lead.seniority - project.complexity <= too_easy", "true"},   // and the other
      {"has(project.lead) && (!has(project.lead_history)", "(!has(project.lead_history)"},
      {" || l.handover", ""},
      {"u.by == project.lead && ", ""},
      {" && now - u.at <= checkpoint", ""},
      {"u.at <= now && ", ""},
      {" && i.assignee == project.lead)", ")"},
      {" && i.status != \"cancelled\"", ""},
      {" || item.project.lead in item.helpers", ""},
      {"has(item.description) && ", ""},
      {" && item.acceptance_criteria.size() > 0", ""},
      {"s.level != r.level || ", ""},
      {" || s.track != r.track", ""},
      {"a.from <= now && ", ""},
      {" && (!has(a.until) || a.until >= now)", ""},
      {" && a.with == t.engineering_manager", ""},
  };
  const engine::Engine engine;
  const auto pack = read(kPack);
  const auto healthy = read(SPRINTD_SOURCE_DIR "/etc/packs/tests/healthy-sprint.yaml");
  const auto cases = all_cases();
  for (const auto& half : halves) {
    INFO("without: " << half.from);
    auto text = pack;
    const auto at = text.find(half.from);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(half.from, at + 1) == std::string::npos);
    text.replace(at, half.from.size(), half.to);
    const auto rules = load_pack(engine, text);
    const bool is_noticed = std::ranges::any_of(cases, [&](const Case& row) {
      const auto said = said_about(audit(engine, rules, edited(healthy, row)), row.rule);
      const auto about_subject = std::ranges::find(said, row.subject, &Said::subject);
      if (row.verdict == "pass") return about_subject != said.end();
      return about_subject == said.end() || about_subject->verdict != row.verdict;
    });
    CHECK(is_noticed);
  }
}
