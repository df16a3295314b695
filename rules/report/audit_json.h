// An audit for programs: schema sprintd.audit/v1, in one line.
//
// Neighbours: report.h offers it as a format, json_parts.h has the pieces. Pure.
#pragma once

#include <string>

#include "rules/report/report.h"

namespace sprintd::report {

std::string audit_json(const outcome::Audit& audit, const Producer& producer);

}  // namespace sprintd::report
