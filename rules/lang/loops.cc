// The macros over lists and maps while they run.
//
// A loop's five values on the stack: [0] the range, [1] the position (i), where the loop ends (size) and whether there
// are two variables (slot), [2] the result so far, [3] the first variable, [4] the second one. A failure among the
// elements goes into the result: an unknown before an error, each the first.
#include <algorithm>
#include <bit>
#include <fmt/format.h>

#include "rules/lang/equality.h"
#include "rules/lang/machine.h"
#include "rules/lang/sorting.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;
using Macro = ComprehensionNode::Macro;

}  // namespace

void Machine::set_variables(Value* loop, std::uint32_t position) {
  const Value& range = loop[0];
  const bool two = loop[1].slot != 0;
  if (range.is(Kind::map)) {
    loop[3] = range.entries[position].key;
    if (two) loop[4] = range.entries[position].value;
  } else if (two) {
    loop[3] = Value::of(std::int64_t{position});
    loop[4] = range.element(position);
  } else {
    loop[3] = range.element(position);
  }
}

namespace {

void take_in(const Value& failure, Value& result) {
  if (result.is(Kind::unknown)) return;
  if (failure.is(Kind::unknown) || !result.is(Kind::error)) result = failure;
}

bool finish(const Value& result, Value* loop) {
  *loop = result;
  return false;
}

// Rows stay rows; the arrays were made as long as the range, so the write is in bounds.
void append(const Value& value, Value& list) {
  if (list.is(Kind::rows)) {
    const_cast<std::uint32_t*>(list.rows)[list.size++] = value.row;
  } else {
    const_cast<Value*>(list.values)[list.size++] = value;
  }
}

void append(const MapEntry& entry, Value& map) { const_cast<MapEntry*>(map.entries)[map.size++] = entry; }

}  // namespace

bool Machine::begin_loop(std::size_t at, Macro macro, bool two_variables, std::uint32_t exit, Value* loop) {
  const Value range = loop[0];
  if (range.is_failure()) return false;
  if (!range.is_list() && !range.is(Kind::map)) {
    return finish(no_elements(at, range), loop);
  }
  Value result;
  switch (macro) {
    case Macro::all:
      result = Value::of(true);
      break;
    case Macro::exists:
      result = Value::of(false);
      break;
    case Macro::exists_one:
      result = range.size == 0 ? Value::of(false) : Value::of(std::int64_t{0});
      break;
    case Macro::transform_map:
      if (!context.affords(range.size * sizeof(MapEntry))) {
        return finish(fail(at, "the expression needs too much memory"), loop);
      }
      result = Value::of_map(context.arena.array<MapEntry>(range.size));
      result.size = 0;
      break;
    case Macro::transform_map_entry:
      result = Value::of_map(context.arena.array<MapEntry>(1));  // grows by what the results hold
      result.size = 0;
      break;
    case Macro::sort_by:
      if (!range.is_list()) {
        return finish(fail(at, fmt::format("sortBy() sorts a list, not {}", value_and_type(range, context.facts))),
                      loop);
      }
      [[fallthrough]];
    default: {
      const bool rows = range.is(Kind::rows) && macro == Macro::filter;
      if (!context.affords(range.size * (rows ? sizeof(std::uint32_t) : sizeof(Value)))) {
        return finish(fail(at, "the expression needs too much memory"), loop);
      }
      result = rows ? Value::of_rows(range.entity, context.arena.array<std::uint32_t>(range.size))
                    : Value::of_list(context.arena.array<Value>(range.size));
      result.size = 0;
      break;
    }
  }
  if (range.size == 0) return finish(result, loop);
  loop[1] = Value::of(std::int64_t{0});
  loop[1].size = exit;
  loop[1].slot = two_variables ? 1 : 0;
  loop[2] = result;
  set_variables(loop, 0);
  return true;
}

bool Machine::test_step(std::size_t at, Macro macro, const Value& condition, Value* loop) const {
  if (condition.is(Kind::boolean)) {
    if (macro == Macro::exists_one) {
      if (condition.b && loop[2].is(Kind::integer)) ++loop[2].i;
    } else if (condition.b == (macro == Macro::exists)) {
      return finish(condition, loop);
    }
  } else {
    take_in(condition.is_failure() ? condition : no_condition(at, condition), loop[2]);
  }
  if (next_element(loop)) return true;
  if (macro == Macro::exists_one && loop->is(Kind::integer)) *loop = Value::of(loop->i == 1);
  return false;
}

Value Machine::no_condition(std::size_t at, const Value& value) const {
  return fail(at,
              fmt::format("the macro asks for a condition (bool), not for {}", value_and_type(value, context.facts)));
}

bool Machine::to_collect(std::size_t at, const Value& condition, Value* loop) const {
  if (condition.is(Kind::boolean)) return condition.b;
  take_in(condition.is_failure() ? condition : no_condition(at, condition), loop[2]);
  return false;
}

bool Machine::filter_step(std::size_t at, const Value& condition, Value* loop) const {
  if (to_collect(at, condition, loop) && !loop[2].is_failure()) append(loop[3], loop[2]);
  return next_element(loop);
}

bool Machine::map_step(std::size_t at, Macro macro, const Value& value, Value* loop) {
  Value& result = loop[2];
  if (value.is_failure()) {
    take_in(value, result);
  } else if (!result.is_failure()) {
    if (macro == Macro::transform_map) {
      append({loop[3], value}, result);
    } else if (macro == Macro::transform_map_entry) {
      insert_all(at, value, result);
    } else {
      append(value, result);
    }
  }
  const Value range = loop[0];
  if (next_element(loop)) return true;
  if (macro == Macro::sort_by && !loop->is_failure()) {
    *loop = placed(at, sort_by_keys(range, *loop, "sortBy", context));
  }
  return false;
}

void Machine::insert_all(std::size_t at, const Value& entries, Value& map) {
  if (!entries.is(Kind::map)) {
    map = fail(at, fmt::format("transformMapEntry() asks for the entries as a map, not for {}",
                               value_and_type(entries, context.facts)));
    return;
  }
  for (std::uint32_t i = 0; i < entries.size; ++i) {
    const MapEntry& entry = entries.entries[i];
    if (find_key(map, entry.key, context) != nullptr) {
      map =
          fail(at, fmt::format("the key {} comes twice in transformMapEntry()", shown_value(entry.key, context.facts)));
      return;
    }
    // The array has room for the next power of two of its size.
    if (std::has_single_bit(map.size)) {
      const auto room = std::size_t{2} * map.size;
      if (!context.affords(room * sizeof(MapEntry))) {
        map = fail(at, "the expression needs too much memory");
        return;
      }
      const auto larger = context.arena.array<MapEntry>(room);
      std::copy_n(map.entries, map.size, larger.begin());
      map.entries = larger.data();
    }
    append(entry, map);
    if (exhausted()) return;
  }
}

}  // namespace sprintd::lang
