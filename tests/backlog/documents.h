// Documents and short questions for the tests of rules/backlog.
//
// Neighbours: load.h is what they test. Values; a Loaded keeps what it gives out.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/backlog/load.h"
#include "rules/base/diagnostic_text.h"

namespace sprintd::backlog::test {

inline Loaded load(std::string text, std::string name = "b.json", const Backlog* base = nullptr) {
  std::vector<Document> documents;
  documents.push_back({.name = std::move(name), .text = std::move(text), .part = Document::Part::backlog});
  return load_backlog(std::move(documents), base);
}

// All faults as the terminal shows them.
inline std::string rendered(const Loaded& loaded) {
  PlaceFinder places(loaded.backlog == nullptr ? loaded.sources : loaded.backlog->sources());
  return render_diagnostics(loaded.diagnostics, places);
}

// "b.json:3:4 `-1` E0424 /items/0/points 'points' is -1 | hint", with the text that the span covers; a line each.
inline std::string brief(const Loaded& loaded) {
  PlaceFinder places(loaded.backlog == nullptr ? loaded.sources : loaded.backlog->sources());
  std::string result;
  for (const auto& fault : loaded.diagnostics) {
    const auto place = places.find(fault.span);
    const auto covered =
        places.sources().text(fault.span.file).substr(fault.span.begin, fault.span.end - fault.span.begin);
    result += std::string(places.sources().name(fault.span.file)) + ":" + std::to_string(place.line) + ":" +
              std::to_string(place.column) + " `" + std::string(covered.substr(0, covered.find('\n'))) + "` " +
              std::string(code_info(fault.code).name) + " " + fault.pointer + " " + fault.message +
              (fault.hint.empty() ? "" : " | " + fault.hint) + "\n";
  }
  return result;
}

template <typename Cells>
const Cells& cells(const Backlog& backlog, EntityKind kind, std::string_view field) {
  return std::get<Cells>(backlog.column(kind, find_field(kind, field).value()));
}

inline Row row(const Backlog& backlog, EntityKind kind, std::string_view id) { return backlog.find(kind, id).value(); }

inline double real(const Backlog& backlog, EntityKind kind, std::string_view id, std::string_view field) {
  return cells<table::Column<double>>(backlog, kind, field)[row(backlog, kind, id)];
}

inline std::int64_t integer(const Backlog& backlog, EntityKind kind, std::string_view id, std::string_view field) {
  return cells<table::Column<std::int64_t>>(backlog, kind, field)[row(backlog, kind, id)];
}

// "-" when absent.
inline std::string text(const Backlog& backlog, EntityKind kind, std::string_view id, std::string_view field) {
  const auto cell = cells<table::Column<std::string_view>>(backlog, kind, field)[row(backlog, kind, id)];
  return table::is_absent(cell) ? "-" : std::string(cell);
}

inline std::string instant(const Backlog& backlog, EntityKind kind, Row at, std::string_view field) {
  const auto cell = cells<table::Column<Instant>>(backlog, kind, field)[at];
  return table::is_absent(cell) ? "-" : format_instant(cell);
}

inline std::string instant(const Backlog& backlog, EntityKind kind, std::string_view id, std::string_view field) {
  return instant(backlog, kind, row(backlog, kind, id), field);
}

// The id of what it refers to.
inline std::string reference(const Backlog& backlog, EntityKind kind, Row at, std::string_view field) {
  const auto slot = find_field(kind, field).value();
  const auto cell = std::get<table::Column<Row>>(backlog.column(kind, slot))[at];
  return table::is_absent(cell) ? "-" : std::string(backlog.id(fields_of(kind)[slot].target, cell));
}

inline std::string reference(const Backlog& backlog, EntityKind kind, std::string_view id, std::string_view field) {
  return reference(backlog, kind, row(backlog, kind, id), field);
}

// The ids of a list (of records: their row numbers), "?" when absent.
inline std::string list(const Backlog& backlog, EntityKind kind, Row at, std::string_view field) {
  const auto slot = find_field(kind, field).value();
  const auto target = fields_of(kind)[slot].target;
  std::string result;
  const auto append = [&](std::string_view word) {
    if (!result.empty()) result += ' ';
    result += word;
  };
  if (const auto* rows = std::get_if<table::ListColumn<Row>>(&backlog.column(kind, slot))) {
    if (rows->is_absent(at)) return "?";
    for (const auto element : rows->cell(at)) {
      append(target <= EntityKind::item ? std::string(backlog.id(target, element)) : std::to_string(element));
    }
    return result;
  }
  const auto& texts = std::get<table::ListColumn<std::string_view>>(backlog.column(kind, slot));
  if (texts.is_absent(at)) return "?";
  for (const auto element : texts.cell(at)) append(element);
  return result;
}

inline std::string list(const Backlog& backlog, EntityKind kind, std::string_view id, std::string_view field) {
  return list(backlog, kind, row(backlog, kind, id), field);
}

}  // namespace sprintd::backlog::test
