// Typed columns: one field of all rows, side by side.
//
// Neighbours: rules/backlog fills and owns them, rules/eval reads single cells. A cell is absent or has a value;
// absence is a value of its own in each type (no second array). Built by appending, then only read: safe to share
// between threads.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
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
using Column = std::vector<T>;

// A list in each cell, all elements in one array: cell r is elements[begins[r] .. begins[r + 1]).
template <typename T>
struct ListColumn {
  std::vector<std::uint32_t> begins{0};  // rows + 1
  std::vector<T> elements;
  std::vector<Row> absent;  // rows without a value, ascending (empty where absent counts as empty)

  [[nodiscard]] std::span<const T> cell(Row row) const {
    return {elements.data() + begins[row], elements.data() + begins[row + 1]};
  }
  [[nodiscard]] bool is_absent(Row row) const;
};

using AnyColumn = std::variant<std::monostate,  // not stored: contextual, see rules/eval
                               Column<Bool>, Column<std::int64_t>, Column<double>, Column<std::string_view>,
                               Column<Instant>, Column<Row>, ListColumn<std::string_view>, ListColumn<Row>>;

}  // namespace sprintd::table
