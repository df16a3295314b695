// The commands around the questions: import, status.

#include "cli/ask.h"
#include "cli/command.h"
#include "cli/input_files.h"
#include "cli/show.h"

namespace sprintd::cli {

Exit run_import(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const engine::Engine engine;
  auto document = import_backlog(arguments.importer, arguments, process, engine, show);
  if (!document) return document.error();
  if (!document->ends_with('\n')) *document += '\n';
  return show.print({}, *document, Exit::clean);
}

Exit run_status(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  if (arguments.socket.empty()) {
    return show.fault({Code::usage_invalid, "which daemon? Give its socket: --socket PATH"}, Exit::usage);
  }
  return ask_for(arguments, process, "/version");
}

}  // namespace sprintd::cli
