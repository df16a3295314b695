// A question answered in process or by the daemon: the same bytes, the same exit code.
//
// Neighbours: rules/engine/answer.h makes the answer, here or behind socket_client.h; show.h prints it.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/process.h"
#include "rules/engine/answer.h"

namespace sprintd::cli {

Exit ask(const Arguments& arguments, Process& process, engine::AuditRequest request);
Exit ask(const Arguments& arguments, Process& process, engine::DecisionRequest request);
// GET of a resource of the daemon, in each of the outputs.
Exit ask_for(const Arguments& arguments, Process& process, const std::string& target);

// The time of the question as it is sent: --as-of, else the clock of this process.
std::string as_of(const Arguments& arguments, const Process& process);

}  // namespace sprintd::cli
