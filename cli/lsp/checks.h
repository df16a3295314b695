// What is wrong with an open document: faults and lints of packs, faults and failing cases of tests.
//
// Neighbours: rules/engine checks packs, rules/packtest runs tests, workspace.h brings the texts; language_server.cc
// publishes. Pure, but for files that the document builds on.
#pragma once

#include <string>
#include <vector>

#include "cli/lsp/workspace.h"
#include "rules/base/calendar.h"
#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"
#include "rules/engine/engine.h"

namespace sprintd::lsp {

struct Checked {
  std::vector<Diagnostic> diagnostics;  // in the document
  Sources sources;                      // what their notes point into
};

// `now`: which waivers and windows are over. A fault of a pack that the document builds on is told where it names the
// pack.
Checked check_document(const engine::Engine& engine, const Workspace& workspace, const OpenDocument& document,
                       Instant now);

}  // namespace sprintd::lsp
