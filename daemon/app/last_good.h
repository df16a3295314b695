// A copy of the texts that were last in force, so that a restart survives a broken file.
//
// Neighbours: reloader.h writes it after each loading that succeeded, daemon.cc starts with it when the files cannot be
// loaded. One file in the state folder, replaced at once or not at all, readable by the daemon's user alone.
#pragma once

#include <string>

#include "daemon/app/loading.h"
#include "rules/base/result.h"

namespace sprintd::app {

// Fails with Code::state_unwritable.
Result<void> write_last_good(const std::string& folder, const InputTexts& texts);
// Fails with Code::file_unreadable where there is none, and Code::state_damaged for one that is not as it was written.
Result<InputTexts> read_last_good(const std::string& folder);

}  // namespace sprintd::app
