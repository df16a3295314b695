// A decision for people: yes or no in the first line, then why, who may instead, and what would change it.
//
// Neighbours: report.h offers it as a format, page.h sets the lines. Pure.
#pragma once

#include <string>

#include "rules/report/report.h"

namespace sprintd::report {

std::string decision_text(const outcome::Decision& decision, const Style& style);

}  // namespace sprintd::report
