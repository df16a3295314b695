// The language server for editors.

#include <unistd.h>

#include "cli/command.h"
#include "cli/lsp/editor_session.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"

namespace sprintd::cli {

Exit run_lsp(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const auto ended = lsp::run_session(STDIN_FILENO, process.out, pack_places(arguments, process), process.now);
  if (!ended) return show.fault(ended.error(), Exit::input);
  return *ended ? Exit::clean : Exit::findings;
}

}  // namespace sprintd::cli
