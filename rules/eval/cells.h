// Known columns of a backlog by name: references(b, EntityKind::item, slot(EntityKind::item, "assignee"))[row].
//
// Neighbours: everything in rules/eval that needs a field it knows; expressions read any field through FieldTable
// (field_table.h). Borrowed from the Backlog. Pure.
#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "rules/backlog/backlog.h"
#include "rules/backlog/slots.h"
#include "rules/table/column.h"

namespace sprintd::eval {

using backlog::EntityKind;
using table::Row;

template <typename T>
const table::Column<T>& cells(const backlog::Backlog& backlog, EntityKind kind, std::uint16_t slot) {
  return std::get<table::Column<T>>(backlog.column(kind, slot));
}

inline const table::Column<Row>& references(const backlog::Backlog& backlog, EntityKind kind, std::uint16_t slot) {
  return cells<Row>(backlog, kind, slot);
}

inline const table::ListColumn<Row>& row_lists(const backlog::Backlog& backlog, EntityKind kind, std::uint16_t slot) {
  return std::get<table::ListColumn<Row>>(backlog.column(kind, slot));
}

}  // namespace sprintd::eval
