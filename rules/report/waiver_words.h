// Waivers in plain words: until when one holds, and why one does not.
//
// Neighbours: the formats for people say it this way. Pure functions.
#pragma once

#include <string>

#include "rules/outcome/outcome.h"

namespace sprintd::report {

// "until 2026-04-01", "for 2 sprints from 2026-03-02"; "" without an end.
std::string waiver_term(const ruleset::Waiver& waiver);
// "ended on 2026-04-01", "approved by nobody's manager": behind "the waiver"; for in_use "waives it".
std::string waiver_fate(const outcome::Audit& audit, const ruleset::Waiver& waiver, outcome::WaiverState state);

}  // namespace sprintd::report
