// Diagnostics as people read them on a terminal:
//
//   etc/packs/team.yaml:14:19: error[E0107]: item has no field 'point'
//      14 |     require: item.point <= 8
//         |                   ^^^^^ did you mean 'points' (double, estimate in story points)?
//
// Neighbours: diagnostic.h, places.h. Very long lines are cut around the caret; tabs are shown as one blank; notes
// follow in the same form, indented by nothing, with the word `note`. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/places.h"

namespace sprintd {

struct DiagnosticStyle {
  bool colour = false;  // ANSI
};

std::string render_diagnostic(const Diagnostic& diagnostic, PlaceFinder& places, DiagnosticStyle style = {});
// All of them, a blank line between two.
std::string render_diagnostics(const std::vector<Diagnostic>& diagnostics, PlaceFinder& places,
                               DiagnosticStyle style = {});

}  // namespace sprintd
