// Typed columns: one field of all rows, side by side.
//
// Neighbours: rules/backlog fills and owns them, rules/eval reads single cells. A cell is absent or has a value;
// absence is a value of its own in each type (no second array). Built by appending, then only read: safe to share
// between threads.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "rules/base/calendar.h"

namespace sprintd::table {

using Row = std::uint32_t;
constexpr Row kNoRow = 0xffffffff;

enum class Bool : std::uint8_t { no, yes, absent };

// Absent: kAbsentInteger, NaN, a view with a null pointer, kNoRow, Bool::absent.
constexpr std::int64_t kAbsentInteger = std::numeric_limits<std::int64_t>::min();
constexpr Instant kAbsentInstant{kAbsentInteger};

inline bool is_absent(Bool v) { return v == Bool::absent; }
inline bool is_absent(std::int64_t v) { return v == kAbsentInteger; }
inline bool is_absent(double v) { return std::isnan(v); }
inline bool is_absent(std::string_view v) { return v.data() == nullptr; }
inline bool is_absent(Instant v) { return v == kAbsentInstant; }
inline bool is_absent(Row v) { return v == kNoRow; }

template <typename T>
T absent_value();
template <>
inline Bool absent_value() {
  return Bool::absent;
}
template <>
inline std::int64_t absent_value() {
  return kAbsentInteger;
}
template <>
inline double absent_value() {
  return std::numeric_limits<double>::quiet_NaN();
}
template <>
inline std::string_view absent_value() {
  return {};
}
template <>
inline Instant absent_value() {
  return kAbsentInstant;
}
template <>
inline Row absent_value() {
  return kNoRow;
}

template <typename T>
using Column = std::vector<T>;

// A list in each cell, all elements in one array. Fewer than 2^31 elements.
template <typename T>
class ListColumn {
 public:
  ListColumn() = default;
  // From elements that stand in order and the end of each cell among them, behind a first 0.
  ListColumn(std::vector<std::uint32_t> ends, std::vector<T> elements)
      : ends_(std::move(ends)), elements_(std::move(elements)) {}

  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }
  [[nodiscard]] std::span<const T> cell(Row row) const {
    return {elements_.data() + (ends_[row] & kOffset), elements_.data() + (ends_[row + 1] & kOffset)};
  }
  [[nodiscard]] bool is_absent(Row row) const { return (ends_[row + 1] & kAbsent) != 0; }

  // Adds to the cell that end_cell() will close.
  void add(T element) { elements_.push_back(element); }
  void end_cell() { ends_.push_back(static_cast<std::uint32_t>(elements_.size())); }
  void end_absent_cell() { ends_.push_back(static_cast<std::uint32_t>(elements_.size()) | kAbsent); }
  // Keeps the first cells only, and nothing of one that is not closed.
  void truncate(std::size_t cells) {
    ends_.resize(cells + 1);
    elements_.resize(ends_.back() & kOffset);
  }
  void reserve(std::size_t cells, std::size_t elements) {
    ends_.reserve(cells + 1);
    elements_.reserve(elements);
  }
  [[nodiscard]] const std::vector<T>& elements() const { return elements_; }
  [[nodiscard]] std::vector<T>& elements() { return elements_; }

 private:
  static constexpr std::uint32_t kAbsent = 0x80000000;
  static constexpr std::uint32_t kOffset = 0x7fffffff;

  std::vector<std::uint32_t> ends_{0};  // of cell row at [row + 1], with a mark where the cell is absent
  std::vector<T> elements_;
};

using AnyColumn = std::variant<std::monostate,  // not stored: contextual, see rules/eval
                               Column<Bool>, Column<std::int64_t>, Column<double>, Column<std::string_view>,
                               Column<Instant>, Column<Row>, ListColumn<std::string_view>, ListColumn<Row>>;

}  // namespace sprintd::table
