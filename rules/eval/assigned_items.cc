#include "rules/eval/assigned_items.h"

#include <algorithm>

namespace sprintd::eval {

AssignedItems::AssignedItems(const backlog::Backlog& backlog, Row sprint) {
  using backlog::slot;
  const auto& assignee = references(backlog, EntityKind::item, slot(EntityKind::item, "assignee"));
  for (const Row item : row_lists(backlog, EntityKind::sprint, slot(EntityKind::sprint, "items")).cell(sprint)) {
    if (!table::is_absent(assignee[item])) items_.push_back(item);
  }
  std::ranges::stable_sort(items_, {}, [&](Row item) { return assignee[item]; });
  assignees_.reserve(items_.size());
  for (const Row item : items_) assignees_.push_back(assignee[item]);
}

std::span<const Row> AssignedItems::of(Row person) const {
  const auto theirs = std::ranges::equal_range(assignees_, person);
  const auto first = static_cast<std::size_t>(theirs.begin() - assignees_.begin());
  return std::span(items_).subspan(first, theirs.size());
}

}  // namespace sprintd::eval
