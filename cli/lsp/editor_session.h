// An editor's session from its first message to its last.
//
// Neighbours: language_server.h answers, message_stream.h reads and writes; `sprintctl lsp` runs one. Blocks until the
// editor ends it or goes away.
#pragma once

#include <string>
#include <vector>

#include "rules/base/calendar.h"
#include "rules/base/result.h"

namespace sprintd::lsp {

// True when the editor said goodbye as the protocol asks. Fails with Code::editor_not_understood.
Result<bool> run_session(int in, int out, std::vector<std::string> pack_places, Instant now);

}  // namespace sprintd::lsp
