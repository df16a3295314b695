#include "rules/engine/engine.h"

#include <utility>

#include "rules/eval/backlog_schema.h"
#include "rules/eval/meet.h"

namespace sprintd::engine {
Engine::Engine() : schema_(eval::backlog_schema()) {}

ruleset::LoadedPacks Engine::load_packs(std::vector<ruleset::PackText> texts) const {
  return ruleset::load_packs(std::move(texts), schema_);
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
