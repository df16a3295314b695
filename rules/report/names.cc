#include "rules/report/names.h"

#include <fmt/format.h>

namespace sprintd::report {

using backlog::EntityKind;

Names::Names(const backlog::Backlog& backlog) : backlog_(&backlog) {
  for (std::size_t i = 0; i < backlog::kEntityKinds; ++i) {
    const auto kind = static_cast<EntityKind>(i);
    const auto slot = backlog::find_field(kind, kind == EntityKind::item ? "title" : "name");
    if (slot) names_[i] = std::get_if<table::Column<std::string_view>>(&backlog.column(kind, *slot));
  }
}

std::string_view Names::id(EntityKind kind, table::Row row) const {
  return row == table::kNoRow ? std::string_view() : backlog_->id(kind, row);
}

std::string_view Names::name(EntityKind kind, table::Row row) const {
  const auto* column = names_[static_cast<std::size_t>(kind)];
  if (column == nullptr || row >= column->size()) return {};
  const auto name = (*column)[row];
  return table::is_absent(name) ? std::string_view() : name;
}

std::string Names::with_id(EntityKind kind, table::Row row) const {
  const auto row_id = id(kind, row);
  const auto row_name = name(kind, row);
  if (row_id.empty()) return row_name.empty() ? "the organisation" : std::string(row_name);
  if (row_name.empty() || row_name == row_id) return std::string(row_id);
  return fmt::format("{} ({})", row_name, row_id);
}

std::string_view plural(EntityKind kind) {
  switch (kind) {
    case EntityKind::organisation:
      return "organisations";
    case EntityKind::person:
      return "people";
    case EntityKind::team:
      return "teams";
    case EntityKind::project:
      return "projects";
    case EntityKind::sprint:
      return "sprints";
    case EntityKind::item:
      return "items";
    default:
      return "records";
  }
}

std::string counted(std::size_t count, EntityKind kind) {
  return fmt::format("{} {}", count, count == 1 ? backlog::entity_name(kind) : plural(kind));
}

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace sprintd::report
