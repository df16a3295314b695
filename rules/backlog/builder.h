// Documents to columns: every key to its field, every id to a symbol, every value checked by itself.
//
// Neighbours: reads through PullReader (rules/base/pull.h), fills a Draft (draft.h); what needs more than one value to
// judge is left to resolve.h. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "rules/backlog/date_reader.h"
#include "rules/backlog/draft.h"
#include "rules/backlog/key_index.h"
#include "rules/backlog/load.h"
#include "rules/base/pull.h"

namespace sprintd::backlog {

class Builder {
 public:
  explicit Builder(Draft& draft);

  // `strings_stay`: what the reader gives out lives as long as the draft's Sources and Arena.
  void read(PullReader& reader, FileId file, Document::Part part, bool strings_stay);

 private:
  using Kind = PullReader::Kind;
  static constexpr Row kRowsToExtrapolate = 128;

  void read_backlog();
  void read_schema();
  void read_organisation(std::string pointer);
  void read_more_people(const std::string& pointer);
  void second_organisation(Span span, std::string pointer);
  void read_single_sprint();
  void read_rows(EntityKind kind, std::string pointer, std::vector<Row>* rows);
  void read_record_list(const FieldInfo& field, std::uint16_t slot, Row row);
  Row read_row(EntityKind kind);
  void reserve_rows(EntityKind kind, std::uint32_t first_begin);

  void read_cell(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_number(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_text(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_choice(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_date(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_reference(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_string_list(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_reference_list(const FieldInfo& field, std::uint16_t slot, Row row);
  void read_ladder(std::uint16_t slot);
  void read_rungs(std::string_view track, const std::string& pointer);
  void load_time_zone();
  void define(EntityKind kind, Row row, std::string_view id, Span span);
  void merge_repeated_sprint(Row row, Row first);

  void unknown_key(EntityKind kind, Row row, std::string_view key);
  void wrong_type(std::string pointer, std::string_view what, std::string_view expected, std::string_view hint);
  void missing_keys(EntityKind kind, Row row, std::uint64_t missing, Span span);

  template <typename Cells>
  Cells& cells(const FieldInfo& field, std::uint16_t slot, Row row);
  std::string_view keep(std::string_view text) { return strings_stay_ ? text : draft_->data.arena.copy(text); }
  void note_place(const FieldInfo& field, std::uint16_t slot, Row row, std::uint32_t element = Places::kWhole);

  Draft* draft_;
  std::vector<KeyIndex> keys_;           // one for each kind
  std::vector<std::uint64_t> required_;  // the slots of each kind, as bits
  std::unordered_set<std::string_view> rungs_;
  DateReader dates_;
  PullReader* reader_ = nullptr;
  FileId file_ = FileId::none;
  Document::Part part_ = Document::Part::backlog;
  bool strings_stay_ = true;
  std::optional<Row> repeated_sprint_;  // the first of that id, while its repetition is read
};

}  // namespace sprintd::backlog
