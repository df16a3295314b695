// The backlog that a question is about, as texts: files, standard input, or what an importer makes of them.
//
// Neighbours: rules/backlog loads the documents, plugins/host has the importers, show.h reports what is wrong.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/process.h"
#include "cli/show.h"
#include "rules/engine/request.h"

namespace sprintd::cli {

// The documents of --organisation and the files; with --from after the importer. Or the id of a kept backlog: --backlog
// with --socket, and files that are none.
std::expected<engine::BacklogChoice, Exit> read_backlog(const Arguments& arguments, const Process& process,
                                                        const engine::Engine& engine, Show& show);

// What the importer makes of the files: a backlog document. Its warnings go to standard error.
std::expected<std::string, Exit> import_backlog(const std::string& importer, const Arguments& arguments,
                                                const Process& process, const engine::Engine& engine, Show& show);

}  // namespace sprintd::cli
