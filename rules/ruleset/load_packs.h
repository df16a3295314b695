// YAML packs to one RuleSet, or all the faults in all of them.
//
// Neighbours: rules/yaml reads the text, pack_keys.def lists every key with type and meaning, conditions go to
// rules/lang. The Schema is an argument: packs are checked against it without knowing what a backlog is. Pure: the
// texts were read by the caller.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/lint_level.h"
#include "rules/base/sources.h"
#include "rules/lang/schema.h"
#include "rules/ruleset/pack_text.h"
#include "rules/ruleset/parameters.h"
#include "rules/ruleset/rule_set.h"
#include "rules/ruleset/written_packs.h"

namespace sprintd::ruleset {

// What whoever uses the packs says beside them.
struct PackSettings {
  std::vector<ParameterSetting> parameters;
  std::optional<PackText> sign_offs;  // the list (sign_offs.h) that every pack with an owner must be in
};

struct LoadedPacks {
  std::shared_ptr<const RuleSet> rules;    // null when there was an error
  Sources sources;                         // only when rules is null: what the diagnostics point into
  std::vector<Diagnostic> diagnostics;     // sorted; lints, at the level of their rows, may accompany a rule set
  std::map<FileId, LintLevels> levels;     // what the packs say of the levels of lints
  std::shared_ptr<const Written> written;  // null when rules is
};

// The entity types of Slot::item, person, ... are found in the schema by name ("item", "organisation" for `org`).
LoadedPacks load_packs(std::vector<PackText> texts, const lang::Schema& schema, const PackSettings& settings = {});

}  // namespace sprintd::ruleset
