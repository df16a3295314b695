// A backlog: organisation, sprints and items in typed columns, every reference resolved to a row.
//
// Neighbours: load_backlog() (load.h) makes it, rules/eval reads it through the slots of fields.h, rules/report asks it
// for ids and places. Immutable: share it between threads as shared_ptr<const Backlog>. Its strings point into the
// Sources that it owns.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/backlog/fields.h"
#include "rules/base/calendar.h"
#include "rules/base/sources.h"
#include "rules/base/span.h"
#include "rules/table/column.h"

namespace sprintd::backlog {

using table::Row;

struct Ladder {
  std::map<std::string, std::vector<std::string>, std::less<>> tracks;  // rungs from the lowest
};

struct BacklogData;  // data.h: for the files of this room

class Backlog {
 public:
  explicit Backlog(std::shared_ptr<const BacklogData> data) : data_(std::move(data)) {}

  [[nodiscard]] const Sources& sources() const;
  [[nodiscard]] Row rows(EntityKind kind) const;
  // Organisation: its one row is 0, also when no document brought one, and its id is "organisation". Records (time_off,
  // status_update, ...) have an empty id.
  [[nodiscard]] std::string_view id(EntityKind kind, Row row) const;
  [[nodiscard]] std::optional<Row> find(EntityKind kind, std::string_view id) const;
  // Where the row's object stands; unknown for rows that no document wrote.
  [[nodiscard]] Span span(EntityKind kind, Row row) const;
  // "/items/17" in its own file.
  [[nodiscard]] std::string pointer(EntityKind kind, Row row) const;
  // The cells of a field; monostate for contextual fields, organisation.ladder and item.fields. `slot` is the field's
  // position in fields_of(kind).
  [[nodiscard]] const table::AnyColumn& column(EntityKind kind, std::uint16_t slot) const;

  [[nodiscard]] const Ladder& ladder() const;
  [[nodiscard]] const TimeZone& zone() const;
  // Rung of a level, from 1, in the track that has it; nothing for a level that no track has.
  [[nodiscard]] std::optional<std::int64_t> seniority(std::string_view level) const;

  [[nodiscard]] const std::shared_ptr<const BacklogData>& data() const { return data_; }

 private:
  std::shared_ptr<const BacklogData> data_;
};

}  // namespace sprintd::backlog
