// A backlog: organisation, sprints and items in typed columns, every reference resolved to a row.
//
// Neighbours: load_backlog() (load.h) makes it, rules/eval reads it through the slots of fields.h, rules/report asks it
// for ids and places. Immutable: share it between threads as shared_ptr<const Backlog>. Its strings point into the
// Sources that it owns.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/backlog/fields.h"
#include "rules/base/arena.h"
#include "rules/base/calendar.h"
#include "rules/base/sources.h"
#include "rules/base/span.h"
#include "rules/table/column.h"

namespace sprintd::backlog {

using table::Row;

struct Ladder {
  std::map<std::string, std::vector<std::string>, std::less<>> tracks;  // rungs from the lowest
};

class Backlog {
 public:
  [[nodiscard]] const Sources& sources() const;
  [[nodiscard]] Row rows(EntityKind kind) const;
  // Organisation: row 0. Records (time_off, status_update, ...) have an empty id.
  [[nodiscard]] std::string_view id(EntityKind kind, Row row) const;
  [[nodiscard]] std::optional<Row> find(EntityKind kind, std::string_view id) const;
  // Where the row's object stands; unknown for rows that no document wrote.
  [[nodiscard]] Span span(EntityKind kind, Row row) const;
  // "/items/17" in its own file.
  [[nodiscard]] std::string pointer(EntityKind kind, Row row) const;
  // The cells of a field; monostate for contextual fields. `slot` is the field's position in fields_of(kind).
  [[nodiscard]] const table::AnyColumn& column(EntityKind kind, std::uint16_t slot) const;

  [[nodiscard]] const Ladder& ladder() const;
  [[nodiscard]] const TimeZone& zone() const;
  // Rung of a level, from 1, in the track that has it; nothing for a level that no track has.
  [[nodiscard]] std::optional<std::int64_t> seniority(std::string_view level) const;

 private:
  friend class Builder;
  struct Data;
  std::shared_ptr<const Data> data_;
};

}  // namespace sprintd::backlog
