// A decision for programs: schema sprintd.decision/v1, in one line; many in one sprintd.decisions/v1.
//
// Neighbours: report.h offers it as a format, json_parts.h has the pieces. Pure.
#pragma once

#include <string>
#include <vector>

#include "rules/report/report.h"

namespace sprintd::report {

std::string decision_json(const outcome::Decision& decision, const Producer& producer);
std::string decisions_json(const std::vector<outcome::Decision>& decisions, const Producer& producer);

}  // namespace sprintd::report
