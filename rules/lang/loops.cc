// The macros while they run: all, exists, exists_one, map, filter.
//
// A loop's four values on the stack: [0] the range, [1] the position (i) and where the loop ends (size), [2] the result
// so far, [3] the element. A failure among the elements goes into the result: an unknown before an error, each the
// first.
#include <fmt/format.h>

#include "rules/lang/machine.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;
using Macro = ComprehensionNode::Macro;

Value element_at(const Value& range, std::uint32_t position) {
  return range.is(Kind::map) ? range.entries[position].key : range.element(position);
}

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

}  // namespace

bool Machine::begin_loop(std::size_t at, Macro macro, std::uint32_t exit, Value* loop) {
  const Value range = loop[0];
  if (range.is_failure()) return false;
  if (!range.is_list() && !range.is(Kind::map)) {
    return finish(fail(at, fmt::format("{} has no elements", with_article(kind_name(range.kind)))), loop);
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
    case Macro::filter:
    case Macro::map: {
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
  loop[2] = result;
  loop[3] = element_at(range, 0);
  return true;
}

bool Machine::next_element(Value* loop) const {
  const auto position = static_cast<std::uint32_t>(++loop[1].i);
  if (position == loop[0].size) return finish(loop[2], loop);
  loop[3] = element_at(loop[0], position);
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
    take_in(condition.is_failure() ? condition : fail(at, "the condition of a macro is not a bool"), loop[2]);
  }
  if (next_element(loop)) return true;
  if (macro == Macro::exists_one && loop->is(Kind::integer)) *loop = Value::of(loop->i == 1);
  return false;
}

bool Machine::to_collect(std::size_t at, const Value& condition, Value* loop) const {
  if (condition.is(Kind::boolean)) return condition.b;
  take_in(condition.is_failure() ? condition : fail(at, "the condition of a macro is not a bool"), loop[2]);
  return false;
}

bool Machine::filter_step(std::size_t at, const Value& condition, Value* loop) const {
  if (to_collect(at, condition, loop) && !loop[2].is_failure()) append(loop[3], loop[2]);
  return next_element(loop);
}

bool Machine::map_step(const Value& value, Value* loop) const {
  if (value.is_failure()) {
    take_in(value, loop[2]);
  } else if (!loop[2].is_failure()) {
    append(value, loop[2]);
  }
  return next_element(loop);
}

}  // namespace sprintd::lang
