// The rule set that a command works with: from --packs, or from where packs are looked for.
//
// Neighbours: rules/engine/pack_files.h finds and reads them, show.h reports what is wrong with them. Reads files.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/process.h"
#include "cli/show.h"
#include "rules/engine/engine.h"

namespace sprintd::cli {

std::vector<std::string> pack_places(const Arguments& arguments, const Process& process);

// Of the command line's --param and --signed-off; a fault for a setting that is not NAME=VALUE, or a list that cannot
// be read.
Result<ruleset::PackSettings> pack_settings(const Arguments& arguments);
// The packs of these places and, behind them, what they import: from beside them or from where packs are looked for.
Result<std::vector<ruleset::PackText>> read_packs(const std::vector<std::string>& places, const Process& process);

// The exit code, after the faults were shown, when there is no rule set.
std::expected<engine::RuleSetPtr, Exit> load_rules(const engine::Engine& engine, const std::vector<std::string>& places,
                                                   const Arguments& arguments, const Process& process, Show& show);

}  // namespace sprintd::cli
