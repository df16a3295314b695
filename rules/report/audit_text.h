// An audit for people: what is wrong first, each rule with its sentence of the handbook, the same trouble said once.
//
// Neighbours: report.h offers it as a format, page.h sets the lines. Pure.
#pragma once

#include <string>

#include "rules/report/report.h"

namespace sprintd::report {

std::string audit_text(const outcome::Audit& audit, const Style& style);

}  // namespace sprintd::report
