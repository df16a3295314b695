// Ids to rows, also for ids that are used before anything has them.
//
// Neighbours: the builder (builder.h) interns every id and reference here and turns symbols into rows at the end;
// Backlog::find asks it. Ids are borrowed. One thread while it is filled, then only read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/table/column.h"

namespace sprintd::backlog {

class IdIndex {
 public:
  using Symbol = std::uint32_t;

  // The same symbol for the same id, numbered from 0.
  Symbol intern(std::string_view id);
  void bind(Symbol symbol, table::Row row) { entries_[symbol].row = row; }
  void unbind(Symbol symbol) { entries_[symbol].row = table::kNoRow; }
  // kNoRow while nothing has the id.
  [[nodiscard]] table::Row row(Symbol symbol) const { return entries_[symbol].row; }
  [[nodiscard]] std::string_view id(Symbol symbol) const { return entries_[symbol].id; }
  [[nodiscard]] std::optional<table::Row> find(std::string_view id) const;
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  void reserve(std::size_t ids);

 private:
  struct Entry {
    std::string_view id;
    table::Row row = table::kNoRow;
  };
  struct Slot {
    std::uint32_t tag = 0;  // of the hash, to compare texts rarely
    Symbol symbol = kEmpty;
  };
  static constexpr Symbol kEmpty = 0xffffffff;

  [[nodiscard]] std::size_t slot_of(std::string_view id, std::uint64_t hash) const;
  void grow(std::size_t slots);

  std::vector<Entry> entries_;
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
};

}  // namespace sprintd::backlog
