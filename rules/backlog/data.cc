#include "rules/backlog/data.h"

#include <algorithm>
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

// The row of the owner whose list holds a record. Records are numbered as they stand in those lists.
Row owning_row(const BacklogData& data, Ownership ownership, Row record) {
  const auto& lists = data.column<table::ListColumn<Row>>(ownership.owner, ownership.slot);
  const auto rows = static_cast<Row>(lists.size());
  const auto owns_earlier = [&](Row row) {
    const auto end = lists.cell(row).data() + lists.cell(row).size() - lists.elements().data();
    return end <= static_cast<std::ptrdiff_t>(record);
  };
  Row low = 0;
  Row high = rows;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (owns_earlier(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
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
    const auto& lists = data.column<table::ListColumn<Row>>(ownership->owner, ownership->slot);
    auto owner = owning_row(data, *ownership, row);
    auto first = row;
    if (owner < lists.size()) {
      first = static_cast<Row>(lists.cell(owner).data() - lists.elements().data());
    } else {
      // The list is still being read: its owner is the last row there is, and nothing before belongs to it.
      owner = data.table(ownership->owner).rows - 1;
      first = static_cast<Row>(lists.size() == 0 ? 0
                                                 : lists.cell(static_cast<Row>(lists.size() - 1)).data() +
                                                       lists.cell(static_cast<Row>(lists.size() - 1)).size() -
                                                       lists.elements().data());
    }
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
  // Records stand in the one file that has the organisation.
  const auto* segment = owner_of(kind) ? segment_of(data.table(EntityKind::organisation), 0) : segment_of(table, row);
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
