#include "rules/engine/engine.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/eval/backlog_schema.h"

namespace sprintd::engine {
namespace {

std::string nearest_rung(const backlog::Ladder& ladder, std::string_view level) {
  std::vector<std::string_view> rungs;
  for (const auto& [track, levels] : ladder.tracks) rungs.insert(rungs.end(), levels.begin(), levels.end());
  const auto nearest = suggest(level, rungs);
  return nearest ? fmt::format("did you mean '{}'?", *nearest) : std::string();
}

}  // namespace

Engine::Engine() : schema_(eval::backlog_schema()) {}

ruleset::LoadedPacks Engine::load_packs(std::vector<ruleset::PackText> texts) const {
  return ruleset::load_packs(std::move(texts), schema_);
}

backlog::Loaded Engine::load_backlog(std::vector<backlog::Document> documents, const BacklogPtr& organisation) const {
  return backlog::load_backlog(std::move(documents), organisation.get());
}

std::vector<Diagnostic> Engine::meet(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) const {
  if (rules.named_levels.empty() || backlog.ladder().tracks.empty()) return {};
  Diagnostics faults;
  for (const auto& named : rules.named_levels) {
    if (backlog.seniority(named.level)) continue;
    faults.add(Code::level_unknown, named.span, fmt::format("the organisation's ladder has no rung '{}'", named.level),
               nearest_rung(backlog.ladder(), named.level));
  }
  return faults.sorted();
}

Result<outcome::Audit> Engine::audit(RuleSetPtr rules, BacklogPtr backlog, const eval::AuditOptions& options) const {
  return eval::audit(std::move(rules), std::move(backlog), options);
}

Result<outcome::Decision> Engine::decide(RuleSetPtr rules, BacklogPtr backlog, const eval::Question& question) const {
  return eval::Decider(std::move(rules), std::move(backlog)).decide(question);
}

}  // namespace sprintd::engine
