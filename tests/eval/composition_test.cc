// Packs that build on each other: names, parameters and overrides, by what an audit then finds.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "rules/eval/backlog_schema.h"
#include "rules/ruleset/imports.h"
#include "rules/ruleset/load_packs.h"
#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

constexpr auto kItems = R"yaml(
sprint: {id: s-1, state: active, starts: 2026-03-02, ends: 2026-03-13}
organisation: {people: [{id: ada, name: Ada, track: technical}]}
items:
  - {id: A, kind: chore, points: 1}
  - {id: B, kind: chore, points: 5}
  - {id: C, kind: chore, points: 9}
)yaml";

constexpr auto kBase = R"yaml(sprintd: 1
pack: base
version: 1.3
parameters:
  most: 8.0
  kinds: [chore]
clauses: {B1: Items are small.}
define:
  bound: params.most
  small(i): i.points <= bound && i.kind in params.kinds
rules:
  - {id: small, for: item, require: small(item), because: B1}
)yaml";

// "p/small C" of each failure, with its severity when it is no error.
std::string failures(const std::vector<std::string>& packs, std::vector<ruleset::ParameterSetting> parameters = {}) {
  std::vector<ruleset::PackText> texts;
  for (const auto& text : packs) texts.push_back({fmt::format("pack{}.yaml", texts.size()), text});
  const auto loaded = ruleset::load_packs(std::move(texts), backlog_schema(),
                                          {.parameters = std::move(parameters), .sign_offs = std::nullopt});
  if (loaded.rules == nullptr) return loaded.diagnostics.front().message;
  AuditOptions options;
  options.as_of = at("2026-03-04T00:00:00Z");
  const auto done = audit(loaded.rules, load_backlog_text(kItems), options);
  REQUIRE(done);
  std::string lines;
  for (const auto& f : done->findings) {
    const auto& declaration = outcome::declaration(*done->rules, f.declaration);
    lines += fmt::format("{}{} {}{}", lines.empty() ? "" : ", ", declaration.qualified_id,
                         done->backlog->id(f.subject.kind, f.subject.row),
                         f.severity == Severity::error ? "" : fmt::format(" ({})", severity_name(f.severity)));
  }
  return lines;
}

struct Case {
  std::string name;
  std::string importer;  // behind "imports:"
  std::string failing;
};

}  // namespace

TEST_CASE("what an importing pack says") {
  const auto c = GENERATE(values<Case>({
      {"nothing more", "imports: [{pack: base, version: '>=1.2 <2'}]", "base/small C"},
      {"its definitions are the importer's, too",
       "imports: [{pack: base}]\nrules: [{id: half, for: item, require: item.points <= bound / 2.0}]",
       "base/small C, p/half B, p/half C"},
      {"a definition of its own comes first, and changes nothing in the imported pack",
       "imports: [{pack: base}]\ndefine: {bound: 3.0}\nrules: [{id: half, for: item, require: item.points <= bound}, "
       "{id: "
       "as-base, for: item, require: small(item)}]",
       "base/small C, p/as-base C, p/half B, p/half C"},
      {"a parameter", "imports: [{pack: base, parameters: {most: 4}}]", "base/small B, base/small C"},
      {"a list", "imports: [{pack: base, parameters: {kinds: []}}]", "base/small A, base/small B, base/small C"},
      {"a severity", "imports: [{pack: base}]\noverrides: [{rule: small, reason: As agreed, severity: note}]",
       "base/small C (note)"},
      {"a condition in its own words",
       "imports: [{pack: base}]\ndefine: {tiny: 2.0}\n"
       "overrides: [{rule: base/small, reason: As agreed, require: item.points <= tiny}]",
       "base/small B, base/small C"},
      {"a condition in words of the imported pack",
       "imports: [{pack: base}]\noverrides: [{rule: small, reason: As agreed, require: item.points <= bound - 7.5}]",
       "base/small A, base/small B, base/small C"},
      {"a window",
       "imports: [{pack: base}]\noverrides: [{rule: small, reason: As agreed, effective: {until: 2026-01-01}}]", ""},
      {"off, and a waiver of it is no fault",
       "imports: [{pack: base}]\noverrides: [{rule: small, reason: As agreed, off: 'true'}]\n"
       "waivers: [{rule: base/small, subject: C, reason: So be it, approved_by: ada}]\n"
       "rules: [{id: a, for: item, require: item.points <= 8.0}]",
       "p/a C"},
  }));
  CAPTURE(c.name);
  const auto importer = "sprintd: 1\npack: p\n" + c.importer + "\n";
  CHECK(failures({kBase, importer}) == c.failing);
  CHECK(failures({importer, kBase}) == c.failing);
}

TEST_CASE("what is set from outside comes before what importers say") {
  const std::string importer = "sprintd: 1\npack: p\nimports: [{pack: base, parameters: {most: 4.0}}]\n";
  CHECK(failures({kBase, importer}, {{"most", "9"}}) == "");
  CHECK(failures({kBase}, {{"base/most", "4.5"}}) == "base/small B, base/small C");
  CHECK(failures({kBase}, {{"kinds", "[bug]"}}) == "base/small A, base/small B, base/small C");
  CHECK(failures({kBase}, {{"mist", "9"}}) == "no pack has a parameter 'mist'");
  CHECK(failures({kBase}, {{"most", "much"}}) == "there is no 'much' here");
  CHECK(failures({kBase}, {{"most", "\"'much'\""}}) == "parameter 'most' is double; this is string");
}

TEST_CASE("an importer's override comes after that of the packs it imports") {
  const std::string middle =
      "sprintd: 1\npack: middle\nimports: [{pack: base}]\n"
      "overrides: [{rule: small, reason: One, severity: warning, require: item.points <= 4.0}]\n";
  const std::string top =
      "sprintd: 1\npack: a-top\nimports: [{pack: middle}, {pack: base}]\n"
      "overrides: [{rule: small, reason: Two, severity: note}]\n";
  CHECK(failures({kBase, middle}) == "base/small B (warning), base/small C (warning)");
  CHECK(failures({kBase, middle, top}) == "base/small B (note), base/small C (note)");
  CHECK(failures({top, middle, kBase}) == "base/small B (note), base/small C (note)");
}

TEST_CASE("parameters set from outside are part of the digest") {
  const auto digest = [](std::vector<ruleset::ParameterSetting> parameters) {
    return ruleset::load_packs({{"base.yaml", kBase}}, backlog_schema(),
                               {.parameters = std::move(parameters), .sign_offs = std::nullopt})
        .rules->digest;
  };
  CHECK(digest({}) == digest({}));
  CHECK(digest({}) != digest({{"most", "9"}}));
  CHECK(digest({{"most", "9"}}) != digest({{"most", "9.5"}}));
}

TEST_CASE("packs that import each other in many ways are read in no time") {
  // Each of forty floors imports both packs of the floor below: 2^40 ways down.
  std::vector<std::string> packs = {kBase};
  for (int floor = 1; floor <= 40; ++floor) {
    for (const char side : {'a', 'b'}) {
      const auto below =
          floor == 1 ? std::string("{pack: base}") : fmt::format("{{pack: p{0}a}}, {{pack: p{0}b}}", floor - 1);
      packs.push_back(fmt::format("sprintd: 1\npack: p{}{}\nimports: [{}]\n", floor, side, below));
    }
  }
  packs.back() += "overrides: [{rule: small, reason: As agreed, severity: note}]\n";
  CHECK(failures(packs) == "base/small C (note)");
}

TEST_CASE("an imported pack is looked for by its id alone, so an id is no path") {
  const auto wanted = ruleset::missing_imports({{"a.yaml",
                                                 "sprintd: 1\npack: a\nimports: [{pack: ../secret}, {pack: /etc/x}, "
                                                 "{pack: b}, {pack: b}, {pack: a}, {pack: [c]}]\n"},
                                                {"broken.yaml", "imports: [{pack: d}\n"}});
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].pack == "b");
  CHECK(wanted[0].importer == "a.yaml");
}
