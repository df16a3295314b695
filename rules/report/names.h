// What people call the rows of a backlog: ids, names and titles, and how both are said together.
//
// Neighbours: rules/backlog has the columns, every writer of this room asks here. Borrows the backlog. One thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "rules/backlog/backlog.h"

namespace sprintd::report {

class Names {
 public:
  explicit Names(const backlog::Backlog& backlog);

  [[nodiscard]] std::string_view id(backlog::EntityKind kind, table::Row row) const;
  // The item's title, everybody else's name; empty when the document gives none.
  [[nodiscard]] std::string_view name(backlog::EntityKind kind, table::Row row) const;
  // "Bob K. (bob)"; the id alone where there is no name, "the organisation" where there is neither.
  [[nodiscard]] std::string with_id(backlog::EntityKind kind, table::Row row) const;

 private:
  const backlog::Backlog* backlog_;
  std::array<const table::Column<std::string_view>*, backlog::kEntityKinds> names_{};
};

// "3 items", "1 person": the count and the word that fits it.
std::string counted(std::size_t count, backlog::EntityKind kind);
std::string counted(std::size_t count, std::string_view word);
std::string_view plural(backlog::EntityKind kind);

}  // namespace sprintd::report
