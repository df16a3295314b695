#include "rules/backlog/backlog.h"

#include <algorithm>

#include "rules/backlog/data.h"

namespace sprintd::backlog {

const Sources& Backlog::sources() const { return data_->sources; }

Row Backlog::rows(EntityKind kind) const { return data_->table(kind).rows; }

std::string_view Backlog::id(EntityKind kind, Row row) const {
  if (kind == EntityKind::organisation) return entity_name(kind);
  // Entities have their id in the first column.
  if (kind > EntityKind::item) return {};
  return data_->column<table::Column<std::string_view>>(kind, 0)[row];
}

std::optional<Row> Backlog::find(EntityKind kind, std::string_view id) const {
  if (kind == EntityKind::organisation) return id == entity_name(kind) ? std::optional<Row>(0) : std::nullopt;
  return data_->table(kind).ids.find(id);
}

Span Backlog::span(EntityKind kind, Row row) const { return span_of(*data_, kind, row); }

std::string Backlog::pointer(EntityKind kind, Row row) const { return pointer_of(*data_, kind, row); }

const table::AnyColumn& Backlog::column(EntityKind kind, std::uint16_t slot) const {
  return data_->table(kind).columns[slot];
}

const Ladder& Backlog::ladder() const { return data_->ladder; }

const TimeZone& Backlog::zone() const { return data_->zone; }

std::optional<std::int64_t> Backlog::seniority(std::string_view level) const {
  for (const auto& [track, rungs] : data_->ladder.tracks) {
    const auto rung = std::ranges::find(rungs, level);
    if (rung != rungs.end()) return rung - rungs.begin() + 1;
  }
  return std::nullopt;
}

}  // namespace sprintd::backlog
