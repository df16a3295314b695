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

// The exit code, after the faults were shown, when there is no rule set.
std::expected<engine::RuleSetPtr, Exit> load_rules(const engine::Engine& engine, const std::vector<std::string>& places,
                                                   Show& show);

}  // namespace sprintd::cli
