#include "tests/eval/world.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "rules/backlog/load.h"
#include "rules/base/diagnostic_text.h"
#include "rules/eval/backlog_schema.h"
#include "rules/ruleset/load_packs.h"

namespace sprintd::eval {
namespace {

std::string id_of(const backlog::Backlog& backlog, const outcome::Subject& subject) {
  return std::string(backlog.id(subject.kind, subject.row));
}

std::string in_sprint(const backlog::Backlog& backlog, table::Row sprint) {
  if (table::is_absent(sprint)) return "";
  return fmt::format(" [{}]", backlog.id(backlog::EntityKind::sprint, sprint));
}

}  // namespace

std::shared_ptr<const ruleset::RuleSet> load_rules(const std::vector<std::string>& packs) {
  std::vector<ruleset::PackText> texts;
  for (const auto& text : packs) texts.push_back({fmt::format("pack{}.yaml", texts.size()), text});
  auto loaded = ruleset::load_packs(std::move(texts), backlog_schema());
  if (loaded.rules == nullptr) {
    PlaceFinder places(loaded.sources);
    FAIL(render_diagnostics(loaded.diagnostics, places));
  }
  return loaded.rules;
}

std::shared_ptr<const ruleset::RuleSet> load_rules(std::string_view body) {
  return load_rules(std::vector<std::string>{fmt::format("sprintd: 1\npack: p\n{}", body)});
}

std::shared_ptr<const backlog::Backlog> load_backlog_text(std::string_view yaml) {
  auto text = fmt::format("schema: sprintd.backlog/v1\n{}", yaml);
  auto loaded = backlog::load_backlog({{"backlog.yaml", std::move(text), backlog::Document::Part::backlog}});
  if (loaded.backlog == nullptr) {
    PlaceFinder places(loaded.sources);
    FAIL(render_diagnostics(loaded.diagnostics, places));
  }
  return loaded.backlog;
}

Instant at(std::string_view instant) {
  const auto parsed = parse_instant(instant, TimeZone());
  REQUIRE(parsed);
  return *parsed;
}

Lines lines_of(const outcome::Audit& audit) {
  Lines lines;
  for (const auto& f : audit.findings) {
    lines.push_back(fmt::format("{} {} {}{} {}: {}", severity_name(f.severity),
                                outcome::declaration(*audit.rules, f.declaration).qualified_id,
                                id_of(*audit.backlog, f.subject), in_sprint(*audit.backlog, f.sprint),
                                outcome::verdict_name(f.verdict), f.message));
  }
  for (const auto& g : audit.unknowns) {
    lines.push_back(fmt::format("{} {}{} unknown: {}", severity_name(g.severity),
                                outcome::declaration(*audit.rules, g.declaration).qualified_id,
                                in_sprint(*audit.backlog, g.sprint), g.message));
  }
  return lines;
}

outcome::Audit audit_at(std::string_view when, std::string_view pack_body, std::string_view backlog) {
  AuditOptions options;
  options.as_of = at(when);
  auto result = audit(load_rules(pack_body), load_backlog_text(backlog), options);
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}

Lines audit_lines(std::string_view pack_body, std::string_view backlog) {
  return lines_of(audit_at("2026-03-01T12:00:00Z", pack_body, backlog));
}

Lines decide_lines(std::string_view pack_body, std::string_view backlog, const Question& question) {
  Decider decider(load_rules(pack_body), load_backlog_text(backlog));
  const auto decision = decider.decide(question);
  if (!decision) return {decision.error().message};
  const auto answer = decider.answer(question);
  REQUIRE(answer);
  CHECK(*answer == decision->answer);

  Lines lines{std::string(outcome::answer_name(decision->answer))};
  for (const auto& r : decision->reasons) {
    if (r.kind == outcome::Reason::Kind::no_authority) {
      lines.push_back("no_authority: " + r.message);
      continue;
    }
    lines.push_back(fmt::format("{} {} {}: {}", r.kind == outcome::Reason::Kind::gate ? "gate" : "authority",
                                outcome::declaration(*decision->rules, r.declaration).qualified_id,
                                outcome::verdict_name(r.verdict), r.message));
  }
  std::string instead;
  for (const auto row : decision->instead) {
    instead +=
        fmt::format("{}{}", instead.empty() ? "" : ", ", decision->backlog->id(backlog::EntityKind::person, row));
  }
  if (!instead.empty()) lines.push_back("instead: " + instead);
  return lines;
}

}  // namespace sprintd::eval
