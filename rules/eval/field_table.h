// How to read each stored field of a backlog as a Value: one small reader for each (entity, slot).
//
// Neighbours: BacklogFacts (backlog_facts.h) asks it for everything that the backlog stores and answers contextual
// fields itself. Borrows the Backlog. Immutable once made.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/base/arena.h"
#include "rules/lang/value.h"

namespace sprintd::eval {

struct FieldReader {
  enum class How : std::uint8_t {
    boolean,
    integer,
    real,
    string,
    instant,
    reference,
    strings,
    rows,
    ladder,
    seniority,
    queue,         // contextual, as the next two
    person_items,  //
    person_roles,  //
    nothing,       // never known
  };

  How how = How::nothing;
  bool empty_when_absent = false;
  lang::EntityType target{};
  const void* cells = nullptr;  // the first cell, or the ListColumn
};

class FieldTable {
 public:
  explicit FieldTable(const backlog::Backlog& backlog);

  [[nodiscard]] const FieldReader& reader(lang::EntityType entity, std::uint16_t slot) const {
    return readers_[begins_[static_cast<std::size_t>(entity)] + slot];
  }
  // Of a stored field; an unknown that names the field where it is absent.
  lang::Value read(const FieldReader& reader, lang::FieldRef field, Arena& arena) const;
  [[nodiscard]] bool present(const FieldReader& reader, std::uint32_t row) const;
  // The scale of a rung's number: its track, from 1. See Facts::incomparable.
  [[nodiscard]] std::uint16_t scale_of_level(std::string_view level) const;

 private:
  void add_ladder();

  const backlog::Backlog* backlog_;
  std::array<std::size_t, backlog::kEntityKinds> begins_{};
  std::vector<FieldReader> readers_;
  std::vector<std::uint16_t> scales_;  // of each person's seniority
  Arena arena_;
  lang::Value ladder_;
};

}  // namespace sprintd::eval
