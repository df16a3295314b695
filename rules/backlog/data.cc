#include "rules/backlog/data.h"

#include <algorithm>
#include <ranges>
#include <type_traits>

#include "rules/backlog/slots.h"
#include "rules/json/pointer.h"

namespace sprintd::backlog {
namespace {

table::AnyColumn make_column(const FieldInfo& field) {
  if (field.origin == FieldOrigin::contextual) return std::monostate();
  switch (field.type) {
    case FieldType::boolean:
      return table::Column<table::Bool>();
    case FieldType::integer:
      return table::Column<std::int64_t>();
    case FieldType::real:
      return table::Column<double>();
    case FieldType::string:
    case FieldType::choice:
      return table::Column<std::string_view>();
    case FieldType::date:
    case FieldType::end_date:
    case FieldType::instant:
      return table::Column<Instant>();
    case FieldType::reference:
      return table::Column<Row>();
    case FieldType::string_list:
      return table::ListColumn<std::string_view>();
    case FieldType::reference_list:
    case FieldType::record_list:
      return table::ListColumn<Row>();
    case FieldType::ladder:
    case FieldType::open:
      break;
  }
  return std::monostate();
}

// Null for rows that no document wrote.
const Segment* segment_of(const Table& table, Row row) {
  if (row >= table.written) return nullptr;
  const auto after = std::ranges::upper_bound(table.segments, row, {}, &Segment::first);
  return after == table.segments.begin() ? nullptr : &*(after - 1);
}

struct Owned {
  Row owner;
  Row first;  // record of that owner
};

// Whose list holds a record. Records are numbered as they stand in those lists; a list that is still being read belongs
// to the last row there is.
Owned find_owner(const BacklogData& data, Ownership ownership, Row record) {
  const auto& lists = data.column<table::ListColumn<Row>>(ownership.owner, ownership.slot);
  const auto begin_of = [&](Row row) { return static_cast<Row>(lists.cell(row).data() - lists.elements().data()); };
  const auto end_of = [&](Row row) { return begin_of(row) + static_cast<Row>(lists.cell(row).size()); };
  const auto rows = std::views::iota(Row{0}, static_cast<Row>(lists.size()));
  const auto owner = std::ranges::upper_bound(rows, record, {}, end_of);
  if (owner != rows.end()) return {*owner, begin_of(*owner)};
  return {data.table(ownership.owner).rows - 1, rows.empty() ? 0 : end_of(rows.back())};
}

}  // namespace

BacklogData::BacklogData() {
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    for (const auto& field : fields_of(static_cast<EntityKind>(kind))) {
      tables[kind].columns.push_back(make_column(field));
    }
  }
}

std::optional<Ownership> owner_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::time_off:
      return Ownership{EntityKind::person, slot(EntityKind::person, "time_off")};
    case EntityKind::role_period:
      return Ownership{EntityKind::person, slot(EntityKind::person, "role_history")};
    case EntityKind::status_update:
      return Ownership{EntityKind::project, slot(EntityKind::project, "status_updates")};
    case EntityKind::lead_period:
      return Ownership{EntityKind::project, slot(EntityKind::project, "lead_history")};
    case EntityKind::delegation:
      return Ownership{EntityKind::organisation, slot(EntityKind::organisation, "delegations")};
    case EntityKind::agreement:
      return Ownership{EntityKind::organisation, slot(EntityKind::organisation, "agreements")};
    default:
      return std::nullopt;
  }
}

std::string pointer_of(const BacklogData& data, EntityKind kind, Row row) {
  const auto& table = data.table(kind);
  if (row >= table.written) return {};
  if (const auto ownership = owner_of(kind)) {
    const auto [owner, first] = find_owner(data, *ownership, row);
    auto pointer = pointer_of(data, ownership->owner, owner);
    json::append_pointer(pointer, fields_of(ownership->owner)[ownership->slot].name);
    json::append_pointer(pointer, std::size_t{row - first});
    return pointer;
  }
  const auto* segment = segment_of(table, row);
  if (segment == nullptr) return {};
  auto pointer = segment->pointer;
  if (!segment->is_single) json::append_pointer(pointer, std::size_t{segment->index + (row - segment->first)});
  return pointer;
}

Span span_of(const BacklogData& data, EntityKind kind, Row row) {
  const auto& table = data.table(kind);
  if (row >= table.written) return {};
  const auto ownership = owner_of(kind);
  const auto* segment = ownership ? segment_of(data.table(ownership->owner), find_owner(data, *ownership, row).owner)
                                  : segment_of(table, row);
  if (segment == nullptr) return {};
  return {segment->file, table.begins[row], table.begins[row]};
}

void pad(table::AnyColumn& column, const FieldInfo& field, Row rows) {
  const auto fill = [&](auto& cells) {
    using Cells = std::remove_cvref_t<decltype(cells)>;
    if constexpr (std::is_same_v<Cells, table::ListColumn<Row>> ||
                  std::is_same_v<Cells, table::ListColumn<std::string_view>>) {
      while (cells.size() < rows) {
        if (field.when_absent == WhenAbsent::empty) {
          cells.end_cell();
        } else {
          cells.end_absent_cell();
        }
      }
    } else if constexpr (std::is_same_v<Cells, table::Column<table::Bool>>) {
      const auto value = field.when_absent == WhenAbsent::empty ? table::Bool::no : table::Bool::absent;
      if (cells.size() < rows) cells.resize(rows, value);
    } else if constexpr (!std::is_same_v<Cells, std::monostate>) {
      if (cells.size() < rows) cells.resize(rows, table::absent_value<typename Cells::value_type>());
    }
  };
  std::visit(fill, column);
}

}  // namespace sprintd::backlog
