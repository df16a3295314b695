// What stands above single rows: the root of a document, the organisation with its ladder, lists of rows, pages.
#include <algorithm>
#include <fmt/format.h>
#include <type_traits>
#include <utility>

#include "rules/backlog/builder.h"
#include "rules/backlog/slots.h"
#include "rules/backlog/wording.h"
#include "rules/json/pointer.h"

namespace sprintd::backlog {
namespace {

constexpr std::string_view kSchema = "sprintd.backlog/v1";
constexpr std::string_view kSchemaHint = R"(write "schema": "sprintd.backlog/v1")";

bool same_cell(const table::AnyColumn& column, Row a, Row b) {
  const auto compare = [&](const auto& cells) {
    using Cells = std::remove_cvref_t<decltype(cells)>;
    if constexpr (requires { typename Cells::value_type; }) {
      using Value = typename Cells::value_type;
      const auto at = [&](Row row) { return row < cells.size() ? Value(cells[row]) : table::absent_value<Value>(); };
      const auto left = at(a);
      const auto right = at(b);
      return (table::is_absent(left) && table::is_absent(right)) || left == right;
    } else {
      return true;  // sprints have no lists of their own
    }
  };
  return std::visit(compare, column);
}

void truncate(table::AnyColumn& column, Row rows) {
  const auto cut = [&](auto& cells) {
    using Cells = std::remove_cvref_t<decltype(cells)>;
    if constexpr (requires { typename Cells::value_type; }) {
      if (cells.size() > rows) cells.resize(rows);
    }
  };
  std::visit(cut, column);
}

}  // namespace

void Builder::read(PullReader& reader, FileId file, Document::Part part, bool strings_stay) {
  reader_ = &reader;
  file_ = file;
  part_ = part;
  strings_stay_ = strings_stay;
  if (reader.kind() != Kind::object) {
    wrong_type("", part == Document::Part::backlog ? "a backlog document" : "an organisation file", "an object", "");
  } else if (part == Document::Part::backlog) {
    read_backlog();
  } else {
    read_organisation("");
  }
  if (reader.failed()) draft_->failed = true;
}

void Builder::read_backlog() {
  const auto root = reader_->span();
  bool has_schema = false;
  Span sprint;
  Span sprints;
  std::unordered_set<std::string_view> seen;
  std::string_view key;
  reader_->begin_object();
  while (reader_->next_key(key)) {
    const auto key_span = reader_->key_span();
    if (!seen.insert(key).second) draft_->failed = true;
    if (key == "schema") {
      has_schema = true;
      read_schema();
    } else if (key == "organisation") {
      read_organisation("/organisation");
    } else if (key == "sprint") {
      sprint = key_span;
      read_single_sprint();
    } else if (key == "sprints") {
      sprints = key_span;
      draft_->uses_sprints = true;
      read_rows(EntityKind::sprint, "/sprints", nullptr);
    } else if (key == "items") {
      read_rows(EntityKind::item, "/items", nullptr);
    } else {
      draft_->fault(key_span, [&] {
        std::string pointer;
        json::append_pointer(pointer, key);
        auto [message, hint] = explain_unknown_root_key(key);
        return fault_at(Code::backlog_unknown_key, key_span, std::move(pointer), std::move(message), std::move(hint));
      });
      reader_->skip();
    }
  }
  if (reader_->failed()) return;
  if (!has_schema) {
    draft_->fault(root, [&] {
      return fault_at(Code::backlog_wrong_schema, root, "", "document without 'schema'", std::string(kSchemaHint));
    });
  }
  if (sprint.known() && sprints.known()) {
    draft_->fault(sprints, [&] {
      auto fault = fault_at(Code::backlog_sprint_and_sprints, sprints, "/sprints",
                            "a document has either 'sprint' or 'sprints'");
      fault.notes.push_back({sprint, "the other one"});
      return fault;
    });
  }
}

void Builder::read_schema() {
  if (reader_->kind() != Kind::string) return wrong_type("/schema", "'schema'", "a string", kSchemaHint);
  const auto span = reader_->span();
  const auto schema = reader_->string();
  if (schema == kSchema || reader_->failed()) return;
  draft_->fault(span, [&] {
    return fault_at(Code::backlog_wrong_schema, span, "/schema", fmt::format("unknown schema '{}'", shown(schema)),
                    std::string(kSchemaHint));
  });
}

void Builder::read_organisation(std::string pointer) {
  if (reader_->kind() == Kind::null) return reader_->null();
  if (reader_->kind() != Kind::object) return wrong_type(std::move(pointer), "'organisation'", "an object", "");
  auto& table = draft_->data.table(EntityKind::organisation);
  const auto span = reader_->span();
  if (draft_->has_organisation) {
    if (part_ == Document::Part::backlog) return read_more_people(pointer);
    second_organisation(span, std::move(pointer));
    return reader_->skip();
  }
  draft_->has_organisation = true;
  table.segments.push_back({.first = 0, .file = file_, .pointer = std::move(pointer), .is_single = true, .index = 0});
  read_row(EntityKind::organisation);
  load_time_zone();
}

// A page may bring people whom the organisation apart lacks, as importers do; what holds for all is said once.
void Builder::read_more_people(const std::string& pointer) {
  const auto span = reader_->span();
  bool is_second = false;
  bool has_people = false;
  std::string_view key;
  reader_->begin_object();
  while (reader_->next_key(key)) {
    if (key == "people") {
      if (std::exchange(has_people, true)) draft_->failed = true;
      read_rows(EntityKind::person, pointer + "/people", nullptr);
    } else {
      if (!std::exchange(is_second, true)) second_organisation(span, pointer);
      reader_->skip();
    }
  }
}

void Builder::second_organisation(Span span, std::string pointer) {
  draft_->fault(span, [&] {
    auto fault = fault_at(Code::backlog_two_organisations, span, std::move(pointer), "a second organisation");
    fault.notes.push_back({span_of(draft_->data, EntityKind::organisation, 0), "the first"});
    return fault;
  });
}

void Builder::load_time_zone() {
  constexpr auto kZone = slot(EntityKind::organisation, "time_zone");
  auto& names = draft_->data.column<table::Column<std::string_view>>(EntityKind::organisation, kZone);
  if (names.empty() || table::is_absent(names[0])) return;
  if (auto zone = TimeZone::load(names[0])) {
    draft_->data.zone = *std::move(zone);
    return;
  }
  const auto span = draft_->places.find(EntityKind::organisation, kZone, 0);
  draft_->fault(span, [&] {
    return fault_at(Code::backlog_unknown_time_zone, span, draft_->pointer(EntityKind::organisation, 0, kZone),
                    fmt::format("unknown time zone '{}'", shown(names[0])),
                    "write a name such as Europe/Berlin, or UTC");
  });
}

void Builder::read_ladder(std::uint16_t slot) {
  const auto tracks = fields_of(EntityKind::person)[backlog::slot(EntityKind::person, "track")].choices;
  const auto pointer = draft_->pointer(EntityKind::organisation, 0, slot);
  std::unordered_set<std::string_view> seen;
  std::string_view track;
  reader_->begin_object();
  while (reader_->next_key(track)) {
    if (!seen.insert(track).second) draft_->failed = true;
    auto track_pointer = pointer;
    json::append_pointer(track_pointer, track);
    const auto span = reader_->key_span();
    if (std::ranges::find(tracks, track) == tracks.end()) {
      draft_->fault(span, [&] {
        return fault_at(Code::backlog_unknown_value, span, track_pointer,
                        fmt::format("unknown track '{}'", shown(track)), choice_hint(tracks, track));
      });
      reader_->skip();
    } else if (reader_->kind() != Kind::array) {
      wrong_type(track_pointer, "the rungs of a track", "a list of strings", "");
    } else {
      read_rungs(track, track_pointer);
    }
  }
}

void Builder::read_rungs(std::string_view track, const std::string& pointer) {
  auto& rungs = draft_->data.ladder.tracks[std::string(track)];
  reader_->begin_array();
  for (std::size_t element = 0; reader_->next_element(); ++element) {
    auto place = pointer;
    json::append_pointer(place, element);
    if (reader_->kind() != Kind::string) {
      wrong_type(std::move(place), "a rung", "a string", type_hint(FieldType::string, reader_->kind()));
      continue;
    }
    const auto span = reader_->span();
    const auto rung = keep(reader_->string());
    if (!rungs_.insert(rung).second) {
      draft_->fault(span, [&] {
        return fault_at(Code::backlog_duplicate_id, span, std::move(place),
                        fmt::format("rung '{}' is in the ladder twice", shown(rung)));
      });
    }
    rungs.emplace_back(rung);
  }
}

void Builder::read_single_sprint() {
  if (reader_->kind() == Kind::null) return reader_->null();
  if (reader_->kind() != Kind::object) return wrong_type("/sprint", "'sprint'", "an object", "");
  draft_->uses_sprint = true;
  auto& table = draft_->data.table(EntityKind::sprint);
  table.segments.push_back({.first = table.rows, .file = file_, .pointer = "/sprint", .is_single = true, .index = 0});
  const auto row = read_row(EntityKind::sprint);
  if (repeated_sprint_) merge_repeated_sprint(row, *std::exchange(repeated_sprint_, std::nullopt));
}

// Entities stand in arrays of their own; each gets a row, in order.
void Builder::read_rows(EntityKind kind, std::string pointer, std::vector<Row>* rows) {
  if (reader_->kind() == Kind::null) return reader_->null();
  if (reader_->kind() != Kind::array) {
    const auto what = fmt::format("'{}'", pointer.substr(pointer.rfind('/') + 1));
    return wrong_type(std::move(pointer), what, "a list of objects",
                      type_hint(FieldType::record_list, reader_->kind()));
  }
  auto& table = draft_->data.table(kind);
  bool must_open_segment = true;
  std::uint32_t first_begin = 0;
  Row rows_here = 0;
  reader_->begin_array();
  for (std::uint32_t element = 0; reader_->next_element(); ++element) {
    if (reader_->kind() != Kind::object) {
      auto place = pointer;
      json::append_pointer(place, std::size_t{element});
      wrong_type(std::move(place), fmt::format("an element of '{}'", pointer.substr(pointer.rfind('/') + 1)),
                 "an object", "");
      must_open_segment = true;
      continue;
    }
    if (std::exchange(must_open_segment, false)) {
      table.segments.push_back(
          {.first = table.rows, .file = file_, .pointer = pointer, .is_single = false, .index = element});
    }
    if (rows_here == 0) first_begin = reader_->span().begin;
    if (++rows_here == kRowsToExtrapolate) reserve_rows(kind, first_begin);
    const auto row = read_row(kind);
    if (repeated_sprint_) {
      merge_repeated_sprint(row, *std::exchange(repeated_sprint_, std::nullopt));
      must_open_segment = true;
    } else if (rows != nullptr) {
      rows->push_back(row);
    }
  }
}

// After some rows it is clear how many the text can hold: one growth instead of ten, and no slack.
void Builder::reserve_rows(EntityKind kind, std::uint32_t first_begin) {
  auto& table = draft_->data.table(kind);
  const auto bytes_each = std::max<std::size_t>(1, (reader_->span().begin - first_begin) / kRowsToExtrapolate);
  const auto rest = draft_->data.sources.text(file_).size() - first_begin;
  const auto rows = table.rows + rest / bytes_each + rest / bytes_each / 16 + kRowsToExtrapolate;
  table.begins.reserve(rows);
  table.ids.reserve(rows);
  const auto reserve = [&](auto& cells) {
    using Cells = std::remove_cvref_t<decltype(cells)>;
    if constexpr (requires { typename Cells::value_type; }) {
      if (!cells.empty()) cells.reserve(rows);
    } else if constexpr (!std::is_same_v<Cells, std::monostate>) {
      if (cells.size() != 0) cells.reserve(rows, cells.elements().size() * (rows / cells.size() + 1));
    }
  };
  for (auto& column : table.columns) std::visit(reserve, column);
}

void Builder::merge_repeated_sprint(Row row, Row first) {
  auto& table = draft_->data.table(EntityKind::sprint);
  const auto fields = fields_of(EntityKind::sprint);
  for (std::uint16_t slot = 0; slot < fields.size(); ++slot) {
    if (fields[slot].origin != FieldOrigin::written || same_cell(table.columns[slot], row, first)) continue;
    const Span whole{file_, table.begins[row], table.begins[row]};
    const auto cell = draft_->places.find(EntityKind::sprint, slot, row);
    const auto span = cell.known() ? cell : whole;
    draft_->fault(span, [&] {
      const auto id = draft_->data.column<table::Column<std::string_view>>(EntityKind::sprint, 0)[first];
      auto fault = fault_at(Code::backlog_sprint_differs, span, draft_->pointer(EntityKind::sprint, row, slot),
                            fmt::format("'{}' of sprint '{}' differs from another page", fields[slot].name, id));
      fault.notes.push_back({span_of(draft_->data, EntityKind::sprint, first), "the first"});
      return fault;
    });
  }
  for (auto& column : table.columns) truncate(column, row);
  table.begins.pop_back();
  table.rows = row;
  table.written = row;
  if (table.segments.back().first == row) table.segments.pop_back();
}

}  // namespace sprintd::backlog
