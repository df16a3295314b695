// Changes as a reviewer reads them: a table by rule, or JSON; and one line for the pull request.
//
// Neighbours: change.h computes them, rules/report lays out lines. Pure functions.
#pragma once

#include <string>

#include "rules/change/change.h"
#include "rules/report/report.h"

namespace sprintd::change {

std::string write_changes(const Changes& changes, report::Format format, const report::Style& style);
// "5 verdicts change on 2 backlogs: 2 new errors, 1 error gone; 3 of 120 answers change".
std::string summary_line(const Changes& changes);

}  // namespace sprintd::change
