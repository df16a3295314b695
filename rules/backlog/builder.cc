#include "rules/backlog/builder.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "rules/backlog/slots.h"
#include "rules/backlog/wording.h"
#include "rules/json/pointer.h"

namespace sprintd::backlog {
namespace {

constexpr auto kIdSlot = slot(EntityKind::item, "id");
static_assert(kIdSlot == slot(EntityKind::person, "id") && kIdSlot == slot(EntityKind::sprint, "id"));

bool is_entity(EntityKind kind) { return kind <= EntityKind::item; }

bool fits(FieldType type, PullReader::Kind kind) {
  using Kind = PullReader::Kind;
  switch (type) {
    case FieldType::boolean:
      return kind == Kind::boolean;
    case FieldType::integer:
    case FieldType::real:
      return kind == Kind::integer || kind == Kind::real;
    case FieldType::string:
    case FieldType::choice:
    case FieldType::date:
    case FieldType::end_date:
    case FieldType::instant:
    case FieldType::reference:
      return kind == Kind::string;
    case FieldType::string_list:
    case FieldType::reference_list:
    case FieldType::record_list:
      return kind == Kind::array;
    case FieldType::ladder:
      return kind == Kind::object;
    case FieldType::open:
      return true;
  }
  return false;
}

}  // namespace

Builder::Builder(Draft& draft) : draft_(&draft) {
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    const auto fields = fields_of(static_cast<EntityKind>(kind));
    keys_.emplace_back(static_cast<EntityKind>(kind));
    auto& required = required_.emplace_back(0);
    for (std::size_t slot = 0; slot < fields.size(); ++slot) required |= std::uint64_t{fields[slot].required} << slot;
  }
}

Row Builder::read_row(EntityKind kind) {
  auto& table = draft_->data.table(kind);
  const auto begin = reader_->span();
  const Row row = table.rows++;
  table.written = table.rows;
  table.begins.push_back(begin.begin);
  const auto fields = fields_of(kind);
  auto& keys = keys_[static_cast<std::size_t>(kind)];
  std::uint64_t seen = 0;
  auto previous = KeyIndex::kNone;
  std::string_view key;
  reader_->begin_object();
  while (reader_->next_key(key)) {
    const auto slot = keys.find(key, previous);
    if (slot == KeyIndex::kNone) {
      unknown_key(kind, row, key);
      continue;
    }
    previous = slot;
    const auto bit = std::uint64_t{1} << slot;
    if ((seen & bit) != 0) {
      // The placed readers report repeated keys themselves; the fast one leaves it to us.
      draft_->failed = true;
      reader_->skip();
      continue;
    }
    if (reader_->kind() == Kind::null) {
      reader_->null();
      continue;
    }
    seen |= bit;
    read_cell(fields[slot], slot, row);
  }
  const auto missing = required_[static_cast<std::size_t>(kind)] & ~seen;
  if (missing != 0 && !reader_->failed()) missing_keys(kind, row, missing, begin);
  return row;
}

void Builder::missing_keys(EntityKind kind, Row row, std::uint64_t missing, Span span) {
  const auto fields = fields_of(kind);
  for (std::uint16_t slot = 0; slot < fields.size(); ++slot) {
    if ((missing >> slot & 1) == 0) continue;
    draft_->fault(span, [&] {
      return fault_at(Code::backlog_missing_key, span, pointer_of(draft_->data, kind, row),
                      fmt::format("{} without '{}'", spoken(kind), fields[slot].name));
    });
  }
}

void Builder::unknown_key(EntityKind kind, Row row, std::string_view key) {
  if (kind == EntityKind::organisation && part_ == Document::Part::organisation && key == "schema") {
    return read_schema();
  }
  const auto span = reader_->key_span();
  draft_->fault(span, [&] {
    auto pointer = pointer_of(draft_->data, kind, row);
    json::append_pointer(pointer, key);
    auto [message, hint] = explain_unknown_key(kind, key);
    return fault_at(Code::backlog_unknown_key, span, std::move(pointer), std::move(message), std::move(hint));
  });
  reader_->skip();
}

void Builder::wrong_type(std::string pointer, std::string_view what, std::string_view expected, std::string_view hint) {
  const auto kind = reader_->kind();
  if (kind == Kind::broken) return;
  const auto span = reader_->span();
  draft_->fault(span, [&] {
    return fault_at(Code::backlog_wrong_type, span, std::move(pointer),
                    fmt::format("{} must be {}, not {}", what, expected, spoken(kind)), std::string(hint));
  });
  reader_->skip();
}

void Builder::note_place(const FieldInfo& field, std::uint16_t slot, Row row, std::uint32_t element) {
  if (draft_->faults != nullptr) draft_->places.set(field.entity, slot, row, element, reader_->span());
}

template <typename Cells>
Cells& Builder::cells(const FieldInfo& field, std::uint16_t slot, Row row) {
  auto& column = draft_->data.table(field.entity).columns[slot];
  auto& result = std::get<Cells>(column);
  if (result.size() < row) pad(column, field, row);
  return result;
}

void Builder::read_cell(const FieldInfo& field, std::uint16_t slot, Row row) {
  const auto kind = reader_->kind();
  if (!fits(field.type, kind)) {
    if (kind == Kind::broken) return;
    return wrong_type(draft_->faults == nullptr ? std::string() : draft_->pointer(field.entity, row, slot),
                      fmt::format("'{}'", field.name), expected_value(field.type), type_hint(field.type, kind));
  }
  switch (field.type) {
    case FieldType::boolean:
      cells<table::Column<table::Bool>>(field, slot, row)
          .push_back(reader_->boolean() ? table::Bool::yes : table::Bool::no);
      return;
    case FieldType::integer:
    case FieldType::real:
      return read_number(field, slot, row);
    case FieldType::string:
      return read_text(field, slot, row);
    case FieldType::choice:
      return read_choice(field, slot, row);
    case FieldType::date:
    case FieldType::end_date:
    case FieldType::instant:
      return read_date(field, slot, row);
    case FieldType::reference:
      return read_reference(field, slot, row);
    case FieldType::string_list:
      return read_string_list(field, slot, row);
    case FieldType::reference_list:
      return read_reference_list(field, slot, row);
    case FieldType::record_list:
      return read_record_list(field, slot, row);
    case FieldType::ladder:
      return read_ladder(slot);
    case FieldType::open:
      return reader_->skip();
  }
}

void Builder::read_number(const FieldInfo& field, std::uint16_t slot, Row row) {
  const auto span = reader_->span();
  const double value = reader_->real();
  if (reader_->failed()) return;
  const bool is_whole = field.type == FieldType::real || std::floor(value) == value;
  if (!(value >= field.minimum && value <= field.maximum) || !std::isfinite(value) || !is_whole) {
    return draft_->fault(span, [&] {
      return fault_at(is_whole ? Code::backlog_out_of_range : Code::backlog_wrong_type, span,
                      draft_->pointer(field.entity, row, slot), explain_range(field, value));
    });
  }
  if (field.type == FieldType::real) {
    cells<table::Column<double>>(field, slot, row).push_back(value);
  } else {
    // Exact up to 2^53 and capped there: priorities and complexities are small.
    constexpr double kLargest = 9007199254740992.0;
    cells<table::Column<std::int64_t>>(field, slot, row)
        .push_back(static_cast<std::int64_t>(std::min(value, kLargest)));
  }
}

void Builder::read_text(const FieldInfo& field, std::uint16_t slot, Row row) {
  const bool is_id = slot == kIdSlot && is_entity(field.entity) && field.required;
  if (field.entity != EntityKind::item || is_id) note_place(field, slot, row);
  const auto span = is_id ? reader_->span() : Span();
  const auto text = keep(reader_->string());
  cells<table::Column<std::string_view>>(field, slot, row).push_back(text);
  if (is_id && !reader_->failed()) define(field.entity, row, text, span);
}

void Builder::define(EntityKind kind, Row row, std::string_view id, Span span) {
  auto& data = draft_->data;
  auto& ids = data.table(kind).ids;
  if (id.empty()) {
    return draft_->fault(span, [&] {
      return fault_at(Code::backlog_missing_key, span, draft_->pointer(kind, row, kIdSlot),
                      fmt::format("{} with an empty 'id'", spoken(kind)));
    });
  }
  const auto symbol = ids.intern(id);
  const auto first = ids.row(symbol);
  if (first == table::kNoRow) return ids.bind(symbol, row);
  if (kind == EntityKind::sprint && span_of(data, kind, first).file != file_) {
    repeated_sprint_ = first;
    return;
  }
  draft_->fault(span, [&] {
    auto fault = fault_at(Code::backlog_duplicate_id, span, draft_->pointer(kind, row, kIdSlot),
                          fmt::format("there are two {} '{}'", plural(kind), id));
    fault.notes.push_back({draft_->places.find(kind, kIdSlot, first), "the first"});
    return fault;
  });
}

void Builder::read_choice(const FieldInfo& field, std::uint16_t slot, Row row) {
  const auto span = reader_->span();
  const auto text = reader_->string();
  if (reader_->failed()) return;
  const auto choice = std::ranges::find(field.choices, text);
  if (choice != field.choices.end()) {
    cells<table::Column<std::string_view>>(field, slot, row).push_back(*choice);
    return;
  }
  draft_->fault(span, [&] {
    return fault_at(Code::backlog_unknown_value, span, draft_->pointer(field.entity, row, slot),
                    fmt::format("unknown {} '{}'", field.name, shown(text)), choice_hint(field.choices, text));
  });
}

void Builder::read_date(const FieldInfo& field, std::uint16_t slot, Row row) {
  note_place(field, slot, row);
  const auto span = reader_->span();
  const auto text = reader_->string();
  if (reader_->failed()) return;
  const auto date = dates_.read(text);
  if (!date) {
    return draft_->fault(span, [&] {
      return fault_at(Code::backlog_invalid_date, span, draft_->pointer(field.entity, row, slot),
                      fmt::format("'{}' is not a date: '{}'", field.name, shown(text)), date_hint(text));
    });
  }
  const auto mark = date->is_day ? kDayMark : 0;
  cells<table::Column<Instant>>(field, slot, row).push_back(Instant{static_cast<std::int64_t>(date->instant) + mark});
}

void Builder::read_reference(const FieldInfo& field, std::uint16_t slot, Row row) {
  note_place(field, slot, row);
  const auto text = keep(reader_->string());
  cells<table::Column<Row>>(field, slot, row).push_back(draft_->data.table(field.target).ids.intern(text));
}

void Builder::read_string_list(const FieldInfo& field, std::uint16_t slot, Row row) {
  auto& list = cells<table::ListColumn<std::string_view>>(field, slot, row);
  reader_->begin_array();
  for (std::uint32_t element = 0; reader_->next_element(); ++element) {
    if (reader_->kind() == Kind::string) {
      list.add(keep(reader_->string()));
    } else {
      wrong_type(draft_->pointer(field.entity, row, slot, element), fmt::format("an element of '{}'", field.name),
                 "a string", type_hint(FieldType::string, reader_->kind()));
    }
  }
  list.end_cell();
}

void Builder::read_reference_list(const FieldInfo& field, std::uint16_t slot, Row row) {
  auto& list = cells<table::ListColumn<Row>>(field, slot, row);
  auto& ids = draft_->data.table(field.target).ids;
  reader_->begin_array();
  for (std::uint32_t element = 0; reader_->next_element(); ++element) {
    if (reader_->kind() == Kind::string) {
      note_place(field, slot, row, element);
      list.add(ids.intern(keep(reader_->string())));
    } else {
      wrong_type(draft_->pointer(field.entity, row, slot, element), fmt::format("an element of '{}'", field.name),
                 "an id", type_hint(FieldType::reference, reader_->kind()));
    }
  }
  list.end_cell();
}

void Builder::read_record_list(const FieldInfo& field, std::uint16_t slot, Row row) {
  auto& list = cells<table::ListColumn<Row>>(field, slot, row);
  if (is_entity(field.target)) {
    auto pointer = pointer_of(draft_->data, field.entity, row);
    json::append_pointer(pointer, field.name);
    read_rows(field.target, std::move(pointer), &list.elements());
    return list.end_cell();
  }
  reader_->begin_array();
  for (std::uint32_t element = 0; reader_->next_element(); ++element) {
    if (reader_->kind() == Kind::object) {
      list.add(draft_->data.table(field.target).rows);
      read_row(field.target);
    } else {
      wrong_type(draft_->pointer(field.entity, row, slot, element), fmt::format("an element of '{}'", field.name),
                 "an object", "");
    }
  }
  list.end_cell();
}

}  // namespace sprintd::backlog
