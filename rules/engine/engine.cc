#include "rules/engine/engine.h"

#include <utility>

#include "rules/base/digest.h"
#include "rules/eval/backlog_schema.h"
#include "rules/eval/meet.h"
#include "rules/lint/lint.h"
#include "rules/lint/rewrites.h"

namespace sprintd::engine {

std::string fingerprint(std::span<const std::string_view> texts) {
  std::vector<std::string> lengths;
  lengths.reserve(texts.size());
  for (const auto text : texts) lengths.push_back(std::to_string(text.size()) + "\n");
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    parts.push_back(lengths[i]);
    parts.push_back(texts[i]);
  }
  return digest_of(parts);
}

Engine::Engine() : schema_(eval::backlog_schema()) {}

ruleset::LoadedPacks Engine::load_packs(std::vector<ruleset::PackText> texts,
                                        const ruleset::PackSettings& settings) const {
  auto loaded = ruleset::load_packs(std::move(texts), schema_, settings);
  loaded.diagnostics = lint::at_levels(std::move(loaded.diagnostics), loaded.levels, {});
  for (auto& diagnostic : loaded.diagnostics) {
    if (is_lint(diagnostic.code) && diagnostic.severity == Severity::error) diagnostic.severity = Severity::warning;
  }
  return loaded;
}

ruleset::LoadedPacks Engine::check_packs(std::vector<ruleset::PackText> texts, const LintLevels& chosen, Instant as_of,
                                         const ruleset::PackSettings& settings) const {
  auto loaded = ruleset::load_packs(std::move(texts), schema_, settings);
  Diagnostics all;
  for (auto& diagnostic : loaded.diagnostics) all.add(std::move(diagnostic));
  for (auto& diagnostic : lint::find_lints(loaded, schema_, as_of)) all.add(std::move(diagnostic));
  loaded.diagnostics = lint::at_levels(all.sorted(), loaded.levels, chosen);
  lint::settle_rewrites(loaded, loaded.diagnostics);
  return loaded;
}

backlog::Loaded Engine::load_backlog(std::vector<backlog::Document> documents, const BacklogPtr& organisation) const {
  return backlog::load_backlog(std::move(documents), organisation.get());
}

std::vector<Diagnostic> Engine::meet(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) const {
  return eval::meet(rules, backlog);
}

Result<outcome::Audit> Engine::audit(RuleSetPtr rules, BacklogPtr backlog, const eval::AuditOptions& options) const {
  return eval::audit(std::move(rules), std::move(backlog), options);
}

Result<outcome::Decision> Engine::decide(RuleSetPtr rules, BacklogPtr backlog, const eval::Question& question) const {
  return eval::Decider(std::move(rules), std::move(backlog)).decide(question);
}

}  // namespace sprintd::engine
