#include "rules/eval/field_table.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

#include "rules/eval/backlog_schema.h"
#include "rules/eval/cells.h"

namespace sprintd::eval {
namespace {

using How = FieldReader::How;
using lang::FieldRef;
using lang::Value;

// One overload for each alternative of AnyColumn.
struct ReaderOf {
  FieldReader& reader;

  void operator()(std::monostate) const { reader.how = How::nothing; }
  template <typename T>
  void operator()(const table::ListColumn<T>& column) const {
    reader.how = std::is_same_v<T, Row> ? How::rows : How::strings;
    reader.cells = &column;
  }
  template <typename T>
  void operator()(const table::Column<T>& column) const {
    reader.how = how_of(T{});
    reader.cells = column.data();
  }

 private:
  static How how_of(table::Bool) { return How::boolean; }
  static How how_of(std::int64_t) { return How::integer; }
  static How how_of(double) { return How::real; }
  static How how_of(std::string_view) { return How::string; }
  static How how_of(Instant) { return How::instant; }
  static How how_of(Row) { return How::reference; }
};

How contextual_reader(EntityKind kind, std::uint16_t slot) {
  if (kind == EntityKind::item && slot == backlog::slot(EntityKind::item, "queue")) return How::queue;
  if (kind == EntityKind::person && slot == backlog::slot(EntityKind::person, "items")) return How::person_items;
  if (kind == EntityKind::person && slot == backlog::slot(EntityKind::person, "roles")) return How::person_roles;
  return How::nothing;
}

template <typename T>
const T& cell(const FieldReader& reader, Row row) {
  return static_cast<const T*>(reader.cells)[row];
}

template <typename T>
const table::ListColumn<T>& list(const FieldReader& reader) {
  return *static_cast<const table::ListColumn<T>*>(reader.cells);
}

template <typename T>
bool is_absent_list(const FieldReader& reader, Row row) {
  return list<T>(reader).is_absent(row);
}

}  // namespace

FieldTable::FieldTable(const backlog::Backlog& backlog) : backlog_(&backlog) {
  for (std::size_t k = 0; k < backlog::kEntityKinds; ++k) {
    const auto kind = static_cast<EntityKind>(k);
    begins_[k] = readers_.size();
    std::uint16_t slot = 0;
    for (const auto& info : backlog::fields_of(kind)) {
      FieldReader reader;
      reader.empty_when_absent = info.when_absent == backlog::WhenAbsent::empty;
      reader.target = entity_type(info.target);
      if (info.origin == backlog::FieldOrigin::contextual) {
        reader.how = contextual_reader(kind, slot);
      } else if (info.type == backlog::FieldType::ladder) {
        reader.how = How::ladder;
      } else if (info.type != backlog::FieldType::open) {
        std::visit(ReaderOf{reader}, backlog.column(kind, slot));
      }
      if (kind == EntityKind::person && slot == backlog::slot(EntityKind::person, "seniority") &&
          reader.how == How::integer) {
        reader.how = How::seniority;
      }
      readers_.push_back(reader);
      ++slot;
    }
  }
  add_ladder();
}

void FieldTable::add_ladder() {
  const auto& tracks = backlog_->ladder().tracks;
  const auto entries = arena_.array<lang::MapEntry>(tracks.size());
  std::size_t track = 0;
  for (const auto& [name, rungs] : tracks) {
    const auto names = arena_.array<Value>(rungs.size());
    std::ranges::transform(rungs, names.begin(),
                           [](const std::string& rung) { return Value::of(std::string_view(rung)); });
    entries[track++] = {Value::of(std::string_view(name)), Value::of_list(names)};
  }
  ladder_ = Value::of_map(entries);

  const auto& levels =
      cells<std::string_view>(*backlog_, EntityKind::person, backlog::slot(EntityKind::person, "level"));
  scales_.reserve(levels.size());
  for (const auto level : levels) scales_.push_back(table::is_absent(level) ? std::uint16_t{0} : scale_of_level(level));
}

std::uint16_t FieldTable::scale_of_level(std::string_view level) const {
  std::uint16_t scale = 0;
  for (const auto& [name, rungs] : backlog_->ladder().tracks) {
    ++scale;
    if (std::ranges::find(rungs, level) != rungs.end()) return scale;
  }
  return 0;
}

Value FieldTable::read(const FieldReader& reader, FieldRef field, Arena& arena) const {
  const Row row = field.row;
  switch (reader.how) {
    case How::boolean: {
      const auto value = cell<table::Bool>(reader, row);
      return table::is_absent(value) ? Value::unknown(field) : Value::of(value == table::Bool::yes);
    }
    case How::integer: {
      const auto value = cell<std::int64_t>(reader, row);
      return table::is_absent(value) ? Value::unknown(field) : Value::of(value);
    }
    case How::seniority: {
      const auto value = cell<std::int64_t>(reader, row);
      if (table::is_absent(value)) return Value::unknown(field);
      auto rung = Value::of(value);
      rung.slot = scales_[row];
      rung.size = row + 1;
      return rung;
    }
    case How::real: {
      const auto value = cell<double>(reader, row);
      return table::is_absent(value) ? Value::unknown(field) : Value::of(value);
    }
    case How::string: {
      const auto value = cell<std::string_view>(reader, row);
      return table::is_absent(value) ? Value::unknown(field) : Value::of(value);
    }
    case How::instant: {
      const auto value = cell<Instant>(reader, row);
      return table::is_absent(value) ? Value::unknown(field) : Value::of(value);
    }
    case How::reference: {
      const auto value = cell<Row>(reader, row);
      return table::is_absent(value) ? Value::unknown(field) : Value::of_entity(reader.target, value);
    }
    case How::strings: {
      if (is_absent_list<std::string_view>(reader, row) && !reader.empty_when_absent) return Value::unknown(field);
      const auto texts = list<std::string_view>(reader).cell(row);
      const auto values = arena.array<Value>(texts.size());
      std::ranges::transform(texts, values.begin(), [](std::string_view text) { return Value::of(text); });
      return Value::of_list(values);
    }
    case How::rows:
      if (is_absent_list<Row>(reader, row) && !reader.empty_when_absent) return Value::unknown(field);
      return Value::of_rows(reader.target, list<Row>(reader).cell(row));
    case How::ladder:
      return ladder_.size == 0 ? Value::unknown(field) : ladder_;
    case How::queue:
    case How::person_items:
    case How::person_roles:
    case How::nothing:
      break;
  }
  return Value::unknown(field);
}

bool FieldTable::present(const FieldReader& reader, std::uint32_t row) const {
  switch (reader.how) {
    case How::boolean: {
      const auto value = cell<table::Bool>(reader, row);
      return reader.empty_when_absent ? value == table::Bool::yes : !table::is_absent(value);
    }
    case How::integer:
    case How::seniority:
      return !table::is_absent(cell<std::int64_t>(reader, row));
    case How::real:
      return !table::is_absent(cell<double>(reader, row));
    case How::string:
      return !table::is_absent(cell<std::string_view>(reader, row));
    case How::instant:
      return !table::is_absent(cell<Instant>(reader, row));
    case How::reference:
      return !table::is_absent(cell<Row>(reader, row));
    // A list that counts as empty when nobody wrote it is there when something is in it, as in CEL for messages.
    case How::strings:
      return reader.empty_when_absent ? !list<std::string_view>(reader).cell(row).empty()
                                      : !is_absent_list<std::string_view>(reader, row);
    case How::rows:
      return reader.empty_when_absent ? !list<Row>(reader).cell(row).empty() : !is_absent_list<Row>(reader, row);
    case How::ladder:
      return ladder_.size != 0;
    case How::queue:
    case How::person_items:
    case How::person_roles:
    case How::nothing:
      break;
  }
  return false;
}

}  // namespace sprintd::eval
