// The items of a sprint by the person to whom they are assigned.
//
// Neighbours: person.items of BacklogFacts (backlog_facts.h). Made for one sprint; items without an assignee are in no
// list. Immutable.
#pragma once

#include <span>
#include <vector>

#include "rules/eval/cells.h"

namespace sprintd::eval {

class AssignedItems {
 public:
  AssignedItems(const backlog::Backlog& backlog, Row sprint);
  // In the order of the sprint's items.
  [[nodiscard]] std::span<const Row> of(Row person) const;

 private:
  std::vector<Row> assignees_;  // ascending, one for each of items_
  std::vector<Row> items_;
};

}  // namespace sprintd::eval
