#include "rules/backlog/adopt.h"

#include <array>
#include <map>
#include <type_traits>

namespace sprintd::backlog {
namespace {

constexpr std::array kEntities{EntityKind::person, EntityKind::team, EntityKind::project};
constexpr std::array kTables{EntityKind::organisation,  EntityKind::person,      EntityKind::team,
                             EntityKind::project,       EntityKind::time_off,    EntityKind::role_period,
                             EntityKind::status_update, EntityKind::lead_period, EntityKind::delegation,
                             EntityKind::agreement};

// Rows that were derived, not written, are left behind: they are derived again.
table::AnyColumn first_rows(const table::AnyColumn& column, Row rows) {
  auto copy = column;
  const auto cut = [&](auto& cells) {
    using Cells = std::remove_cvref_t<decltype(cells)>;
    if constexpr (requires { typename Cells::value_type; }) {
      cells.resize(rows);
    } else if constexpr (!std::is_same_v<Cells, std::monostate>) {
      cells.truncate(rows);
    }
  };
  std::visit(cut, copy);
  return copy;
}

}  // namespace

void adopt_ids(const BacklogData& base, BacklogData& data) {
  for (const auto kind : kEntities) {
    const auto& from = base.table(kind);
    auto& ids = data.table(kind).ids;
    for (Row row = 0; row < from.rows; ++row) {
      const auto id = std::get<table::Column<std::string_view>>(from.columns[0])[row];
      ids.bind(ids.intern(id), row);
    }
  }
}

void adopt_rows(const std::shared_ptr<const BacklogData>& base, BacklogData& data) {
  std::map<FileId, FileId> files;
  const auto own_file = [&](FileId file) {
    const auto [known, is_new] = files.try_emplace(file, FileId::none);
    if (is_new) {
      const auto added = data.sources.add(std::string(base->sources.name(file)), std::string(base->sources.text(file)));
      if (added) known->second = *added;
    }
    return known->second;
  };
  for (const auto kind : kTables) {
    const auto& from = base->table(kind);
    auto& to = data.table(kind);
    to.rows = kind == EntityKind::organisation ? 1 : from.written;
    to.written = from.written;
    to.begins = from.begins;
    to.segments = from.segments;
    for (auto& segment : to.segments) segment.file = own_file(segment.file);
    const auto fields = fields_of(kind);
    for (std::size_t slot = 0; slot < fields.size(); ++slot) {
      if (fields[slot].origin == FieldOrigin::written) to.columns[slot] = first_rows(from.columns[slot], to.rows);
    }
  }
  data.ladder = base->ladder;
  data.zone = base->zone;
  data.base = base;
}

}  // namespace sprintd::backlog
