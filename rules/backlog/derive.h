// What follows from the documents: the other end of every reference, defaults, sums.
//
// Neighbours: load.cc calls it on a Draft that resolve.h found right; fields.def says which columns are derived. Rows
// in derived lists ascend and are distinct. One thread.
#pragma once

#include "rules/backlog/draft.h"

namespace sprintd::backlog {

void derive(Draft& draft);

}  // namespace sprintd::backlog
