#include "rules/eval/assigned_items.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "rules/eval/subjects.h"

namespace sprintd::eval {

AssignedItems::AssignedItems(const backlog::Backlog& backlog, Row sprint) {
  using backlog::slot;
  const auto& assignee = references(backlog, EntityKind::item, slot(EntityKind::item, "assignee"));
  const auto items = items_of_sprint(backlog, sprint);
  std::vector<std::pair<Row, std::size_t>> assigned;  // with the place among the sprint's items
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!table::is_absent(assignee[items[i]])) assigned.emplace_back(assignee[items[i]], i);
  }
  std::ranges::sort(assigned);
  assignees_.reserve(assigned.size());
  items_.reserve(assigned.size());
  for (const auto& [person, place] : assigned) {
    assignees_.push_back(person);
    items_.push_back(items[place]);
  }
}

std::span<const Row> AssignedItems::of(Row person) const {
  const auto theirs = std::ranges::equal_range(assignees_, person);
  const auto first = static_cast<std::size_t>(theirs.begin() - assignees_.begin());
  return std::span(items_).subspan(first, theirs.size());
}

}  // namespace sprintd::eval
