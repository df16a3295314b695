// The rule set that a command works with: where packs are looked for, read, and loaded.
//
// Neighbours: show.h reports what is wrong with them; rules/ruleset loads. Pure but for reading files.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/process.h"
#include "cli/show.h"

namespace sprintd::cli {

// --packs, else $SPRINTD_PACKS (separated by colons), else /etc/sprintd/packs, else the packs shipped beside the
// program
// (../share/sprintd/packs of an installation, etc/packs of the source tree that a build folder lies in). Files or
// folders; empty when there are none.
std::vector<std::string> pack_places(const Arguments& arguments, const Process& process);

Result<std::vector<ruleset::PackText>> read_packs(const std::vector<std::string>& places);

// The exit code, after the faults were shown, when there is no rule set.
std::expected<engine::RuleSetPtr, Exit> load_rules(const engine::Engine& engine, const std::vector<std::string>& places,
                                                   Show& show);

}  // namespace sprintd::cli
