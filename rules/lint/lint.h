// What is probably a mistake in packs that load.
//
// Neighbours: load_packs() (rules/ruleset) gives the packs as written with their trees and finds a few lints itself;
// rules/base/lint_level.h has names and levels, the groups are in lints.h. Pure functions.
#pragma once

#include <map>
#include <vector>

#include "rules/base/calendar.h"
#include "rules/base/diagnostic.h"
#include "rules/base/lint_level.h"
#include "rules/lang/schema.h"
#include "rules/ruleset/load_packs.h"

namespace sprintd::lint {

// Sorted, each at the level of its row; nothing for packs that did not load. `as_of` is the time at which a waiver
// counts as expired.
std::vector<Diagnostic> find_lints(const ruleset::LoadedPacks& loaded, const lang::Schema& schema, Instant as_of);

// Each lint at its level: what was chosen, else what its pack says, else that of its row. Other diagnostics stay as
// they are.
std::vector<Diagnostic> at_levels(std::vector<Diagnostic> diagnostics, const std::map<FileId, LintLevels>& of_packs,
                                  const LintLevels& chosen);

}  // namespace sprintd::lint
