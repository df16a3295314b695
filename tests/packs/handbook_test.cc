// The shipped pack as a whole: what each of its declarations must bring with it. What they say, case by case, is in
// etc/packs/tests, which tests/packtest runs.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/base/diagnostic_text.h"
#include "rules/base/files.h"
#include "rules/engine/engine.h"

using namespace sprintd;

namespace {

std::string read(const std::string& path) {
  auto text = read_file(path);
  REQUIRE(text);
  return *text;
}

engine::RuleSetPtr load_pack(const engine::Engine& engine) {
  std::vector<ruleset::PackText> texts(1);
  texts[0].name = "pack.yaml";
  texts[0].text = read(SPRINTD_SOURCE_DIR "/etc/packs/engineering-leadership.yaml");
  auto loaded = engine.load_packs(std::move(texts));
  if (!loaded.rules) {
    PlaceFinder places(loaded.sources);
    FAIL(render_diagnostics(loaded.diagnostics, places));
  }
  CHECK(loaded.diagnostics.empty());
  return loaded.rules;
}

}  // namespace

TEST_CASE("every declaration of the shipped pack says a clause, and has a message and a remedy") {
  const engine::Engine engine;
  const auto rules = load_pack(engine);
  const auto check = [&](const ruleset::Declaration& declaration) {
    CAPTURE(declaration.id);
    CHECK(declaration.clause.has_value());
    CHECK_FALSE(declaration.message.parts.empty());
    CHECK_FALSE(declaration.remedy.parts.empty());
  };
  std::ranges::for_each(rules->rules, check);
  std::ranges::for_each(rules->authorities, check);
  std::ranges::for_each(rules->limits, check);
  CHECK(rules->rules.size() + rules->authorities.size() + rules->limits.size() > 20);
}

TEST_CASE("the healthy sprint passes every rule of the pack") {
  const engine::Engine engine;
  const auto rules = load_pack(engine);
  std::vector<backlog::Document> documents(1);
  documents[0].name = "sprint.yaml";
  documents[0].text = read(SPRINTD_SOURCE_DIR "/etc/packs/tests/healthy-sprint.yaml");
  const auto loaded = engine.load_backlog(std::move(documents));
  REQUIRE(loaded.backlog);
  const auto as_of = parse_instant("2026-03-02T08:00:00Z", TimeZone{});
  const auto result = engine.audit(rules, loaded.backlog, {.as_of = *as_of, .sprints = {}, .evidence = true});
  REQUIRE(result);
  CHECK(result->findings.empty());
  CHECK(result->unknowns.empty());
  CHECK_FALSE(result->incomplete);
  for (const auto& tally : result->tallies) {
    INFO(outcome::declaration(*rules, tally.declaration).id);
    CHECK(tally.tally.pass > 0);
  }
}
