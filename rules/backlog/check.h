// Checks of a resolved draft: periods that end before they begin, levels that no ladder has, cycles.
//
// Neighbours: resolve.cc runs them all; wording.h has the words. One thread.
#pragma once

#include "rules/backlog/draft.h"

namespace sprintd::backlog {

void check_periods(Draft& draft);
void check_levels(Draft& draft);
// Of blocked_by, parent and manager.
void check_cycles(Draft& draft);

}  // namespace sprintd::backlog
