// An organisation that was loaded before, copied into a backlog whose documents bring none.
//
// Neighbours: resolve.h calls both, ids before references are resolved, rows after. The copy borrows the strings of the
// base and keeps it alive; the texts that its rows stand in are copied, so that findings can point into them.
#pragma once

#include <memory>

#include "rules/backlog/data.h"

namespace sprintd::backlog {

void adopt_ids(const BacklogData& base, BacklogData& data);
void adopt_rows(const std::shared_ptr<const BacklogData>& base, BacklogData& data);

}  // namespace sprintd::backlog
