// What a backlog is made of while it is built and after: a table for each kind of entity.
//
// Neighbours: builder.h fills it from documents, resolve.h turns ids into rows, derive.h adds what follows; backlog.h
// is its face for everybody else. Plain data; mutable until it stands behind a Backlog, then shared and never changed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/backlog/fields.h"
#include "rules/backlog/id_index.h"
#include "rules/base/arena.h"
#include "rules/base/calendar.h"
#include "rules/base/sources.h"
#include "rules/table/column.h"

namespace sprintd::backlog {

// Rows that stand one after another in one array of a document.
struct Segment {
  Row first = 0;
  FileId file = FileId::none;
  std::string pointer;      // of the array, or of the object itself
  bool is_single = false;   // an object outside any array
  std::uint32_t index = 0;  // of the first row in the array
};

struct Table {
  Row rows = 0;
  Row written = 0;  // the rows that documents wrote; derived ones follow them
  std::vector<table::AnyColumn> columns;
  std::vector<std::uint32_t> begins;  // offset of each written row in its file
  std::vector<Segment> segments;      // ascending; none for records, whose owner tells where they are
  IdIndex ids;
};

struct BacklogData {
  BacklogData();

  Table& table(EntityKind kind) { return tables[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] const Table& table(EntityKind kind) const { return tables[static_cast<std::size_t>(kind)]; }
  template <typename Column>
  Column& column(EntityKind kind, std::uint16_t slot) {
    return std::get<Column>(table(kind).columns[slot]);
  }
  template <typename Column>
  [[nodiscard]] const Column& column(EntityKind kind, std::uint16_t slot) const {
    return std::get<Column>(table(kind).columns[slot]);
  }
  using References = table::Column<Row>;
  using Lists = table::ListColumn<Row>;
  References& references(EntityKind kind, std::uint16_t slot) { return column<References>(kind, slot); }
  Lists& lists(EntityKind kind, std::uint16_t slot) { return column<Lists>(kind, slot); }

  Sources sources;
  Arena arena{1U << 14};
  std::array<Table, kEntityKinds> tables;
  Ladder ladder;
  TimeZone zone;
  std::shared_ptr<const BacklogData> base;  // keeps the strings of an organisation that was loaded before
};

// Which list of which entity holds the records of a kind; nothing for entities.
struct Ownership {
  EntityKind owner;
  std::uint16_t slot;
};
std::optional<Ownership> owner_of(EntityKind kind);

// "/items/17", "/organisation/people/3/time_off/0"; empty for rows that no document wrote.
std::string pointer_of(const BacklogData& data, EntityKind kind, Row row);
Span span_of(const BacklogData& data, EntityKind kind, Row row);

// Fills a column to `rows` cells with what absence means for its field.
void pad(table::AnyColumn& column, const FieldInfo& field, Row rows);

}  // namespace sprintd::backlog
