// The one front door of the engine: packs and backlogs in, answers out.
//
// Neighbours: everything under rules/ behind it, daemon/ and cli/ before it. Knows no socket, thread, clock or log:
// texts and the as-of time are arguments. The snapshots it gives out are immutable and shared; an Engine itself is
// constant data, one per program.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/backlog/load.h"
#include "rules/base/result.h"
#include "rules/eval/audit.h"
#include "rules/eval/decide.h"
#include "rules/outcome/outcome.h"
#include "rules/report/report.h"
#include "rules/ruleset/load_packs.h"

namespace sprintd::engine {

std::string_view version();  // "0.1.0"

// "sha256:..." of texts one behind the other, with their lengths: others give another.
std::string fingerprint(std::span<const std::string_view> texts);

using RuleSetPtr = std::shared_ptr<const ruleset::RuleSet>;
using BacklogPtr = std::shared_ptr<const backlog::Backlog>;

class Engine {
 public:
  Engine();

  // With the lints that reading finds anyway. Packs load whatever lints say: a level of `error` counts as a warning.
  [[nodiscard]] ruleset::LoadedPacks load_packs(std::vector<ruleset::PackText> texts,
                                                const ruleset::PackSettings& settings = {}) const;
  // With all lints and their rewrites, at the levels chosen or else those of the packs. Rules are there even when a
  // lint is an error.
  [[nodiscard]] ruleset::LoadedPacks check_packs(std::vector<ruleset::PackText> texts, const LintLevels& chosen,
                                                 Instant as_of, const ruleset::PackSettings& settings = {}) const;
  [[nodiscard]] backlog::Loaded load_backlog(std::vector<backlog::Document> documents,
                                             const BacklogPtr& organisation = nullptr) const;
  // Faults between packs and an organisation: seniority("...") of a rung that it lacks. Their spans are in the packs.
  [[nodiscard]] std::vector<Diagnostic> meet(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) const;

  [[nodiscard]] Result<outcome::Audit> audit(RuleSetPtr rules, BacklogPtr backlog,
                                             const eval::AuditOptions& options) const;
  [[nodiscard]] Result<outcome::Decision> decide(RuleSetPtr rules, BacklogPtr backlog,
                                                 const eval::Question& question) const;

  struct Evaluated {
    std::string text;                     // the value, for people
    std::vector<Diagnostic> diagnostics;  // when it did not compile or failed
    Sources sources;
  };
  // `sprintctl eval`: an expression over a backlog, with `item` (and what hangs on it) when an id is given.
  [[nodiscard]] Evaluated evaluate(std::string expression, const BacklogPtr& backlog, const RuleSetPtr& rules,
                                   std::string_view item, Instant now) const;

 private:
  lang::Schema schema_;
};

}  // namespace sprintd::engine
