// Ids to rows, days to instants, and every check that needs more than one value.
//
// Neighbours: builder.h has read all documents into the Draft; derive.h goes on with what is right. One thread.
#pragma once

#include <memory>

#include "rules/backlog/draft.h"

namespace sprintd::backlog {

// `base`, which may be null, lends its organisation when the documents brought none.
void resolve(Draft& draft, const std::shared_ptr<const BacklogData>& base);

}  // namespace sprintd::backlog
