// A decision for programs: schema sprintd.decision/v1, in one line; many in one sprintd.decisions/v1.
//
// Neighbours: scribe.h offers it as a format, json_parts.h has the pieces and keeps them between answers.
#pragma once

#include <span>
#include <string>

#include "rules/report/json_parts.h"
#include "rules/report/report.h"

namespace sprintd::report {

std::string decision_json(const outcome::Decision& decision, const Producer& producer, JsonParts& parts);
std::string decisions_json(std::span<const outcome::Decision> decisions, const Producer& producer, JsonParts& parts);

}  // namespace sprintd::report
