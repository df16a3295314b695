// Lists made from lists: a part, another order, nested ones in a row, each element once; and the first and last
// element.
#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "rules/lang/function_rows.h"
#include "rules/lang/list_elements.h"
#include "rules/lang/optional_value.h"
#include "rules/lang/sorting.h"
#include "rules/lang/value_set.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

Value range(Arguments a, CallContext& context) {
  const auto count = a[0].i;
  if (count < 0) return context.error(fmt::format("lists.range() takes 0 or more, not {}", count));
  const auto size = static_cast<std::uint64_t>(count);
  if (!context.affords(std::min<std::uint64_t>(size, kMaxArenaBytes) * sizeof(Value))) return context.too_much_memory();
  if (!context.charge(size)) return context.too_much_work();
  const auto numbers = context.arena.array<Value>(size);
  for (std::int64_t i = 0; i < count; ++i) numbers[static_cast<std::size_t>(i)] = Value::of(i);
  return Value::of_list(numbers);
}

Value slice(Arguments a, CallContext& context) {
  const auto& list = a[0];
  const auto start = a[1].i;
  const auto end = a[2].i;
  const auto refused = [&](std::string_view why) {
    return context.error(fmt::format("slice({}, {}) {}", start, end, why));
  };
  if (start < 0 || end < 0) return refused("has a negative position; positions are counted from 0");
  if (start > end) return refused("ends before it starts");
  if (end > std::int64_t{list.size}) return refused(fmt::format("reaches past the end of a list of {}", list.size));
  const auto first = static_cast<std::size_t>(start);
  const auto count = static_cast<std::size_t>(end - start);
  if (list.is(Value::Kind::rows)) return Value::of_rows(list.entity, {list.rows + first, count});
  return Value::of_list({list.values + first, count});
}

Value reverse(Arguments a, CallContext& context) {
  const auto& list = a[0];
  if (!context.affords(list.size * sizeof(Value))) return context.too_much_memory();
  if (!context.charge(list.size)) return context.too_much_work();
  if (list.is(Value::Kind::rows)) {
    const auto rows = context.arena.array<std::uint32_t>(list.size);
    std::reverse_copy(list.rows, list.rows + list.size, rows.begin());
    return Value::of_rows(list.entity, rows);
  }
  const auto elements = context.arena.array<Value>(list.size);
  std::reverse_copy(list.values, list.values + list.size, elements.begin());
  return Value::of_list(elements);
}

// Takes nested lists apart. An absent element could be a list, so nothing is known of the whole then.
class Flattening {
 public:
  explicit Flattening(CallContext& context) : context_(context) {}

  Value flat(const Value& list, std::int64_t depth) {
    if (depth == 0 || list.is(Value::Kind::rows)) return list;
    if (const auto failure = count(list, depth)) return *failure;
    if (!context_.affords(count_ * sizeof(Value))) return context_.too_much_memory();
    const auto elements = context_.arena.array<Value>(count_);
    next_ = elements.data();
    copy(list, depth);
    return Value::of_list(elements);
  }

 private:
  std::optional<Value> count(const Value& list, std::int64_t depth) {
    if (!context_.charge(list.size + std::uint64_t{1})) return context_.too_much_work();
    if (depth > 0) {
      if (const auto* failure = failure_among(list)) return *failure;
    }
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const Value element = list.element(i);
      if (depth == 0 || !element.is_list()) {
        ++count_;
      } else if (const auto failure = count(element, depth - 1)) {
        return failure;
      }
    }
    return std::nullopt;
  }

  void copy(const Value& list, std::int64_t depth) {
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const Value element = list.element(i);
      if (depth == 0 || !element.is_list()) {
        *next_++ = element;
      } else {
        copy(element, depth - 1);
      }
    }
  }

  CallContext& context_;
  std::size_t count_ = 0;
  Value* next_ = nullptr;
};

Value flatten(Arguments a, CallContext& context) { return Flattening(context).flat(a[0], 1); }
Value flatten_to_depth(Arguments a, CallContext& context) {
  if (a[1].i < 0) return context.error(fmt::format("flatten() takes a depth of 0 or more, not {}", a[1].i));
  return Flattening(context).flat(a[0], a[1].i);
}

Value sort(Arguments a, CallContext& context) { return sort_by_keys(a[0], a[0], "sort", context); }

Value distinct(Arguments a, CallContext& context) {
  const auto& list = a[0];
  ValueSet seen(list.size, context);
  if (const auto* failure = failure_among(list)) return *failure;
  for (std::uint32_t i = 0; i < list.size && !seen.failure(); ++i) seen.add(list.element(i));
  if (seen.failure()) return *seen.failure();
  if (!list.is(Value::Kind::rows)) return Value::of_list(seen.values());
  const auto rows = context.arena.array<std::uint32_t>(seen.values().size());
  std::ranges::transform(seen.values(), rows.begin(), &Value::row);
  return Value::of_rows(list.entity, rows);
}

Value is_distinct(Arguments a, CallContext& context) {
  ValueSet seen(a[0].size, context);
  if (const auto* failure = failure_among(a[0])) return *failure;
  for (std::uint32_t i = 0; i < a[0].size; ++i) {
    if (!seen.add(a[0].element(i))) return seen.failure().value_or(Value::of(false));
  }
  return Value::of(true);
}

Value optional_element(const Value& element, CallContext& context) {
  return element.is_failure() ? element : make_optional(element, context.arena);
}

Value first(Arguments a, CallContext& context) {
  return a[0].size == 0 ? no_optional() : optional_element(a[0].element(0), context);
}
Value last(Arguments a, CallContext& context) {
  return a[0].size == 0 ? no_optional() : optional_element(a[0].element(a[0].size - 1), context);
}

}  // namespace

void add_sequence_rows(FunctionRows& rows) {
  const Type list = Type::list(Type::variable("T"));
  const Type anything = Type::list(Kind::dyn);
  rows.push_back({"lists.range",
                  false,
                  {Kind::integer},
                  Type::list(Kind::integer),
                  range,
                  "the whole numbers from 0 up to, but not including, the one given: lists.range(3) is [0, 1, 2]",
                  2});
  rows.push_back({"slice",
                  true,
                  {list, Kind::integer, Kind::integer},
                  list,
                  slice,
                  "the elements from one position up to, but not including, another, counted from 0: "
                  "[5, 6, 7].slice(0, 2) is [5, 6]; an error outside the list",
                  2});
  rows.push_back({"reverse", true, {list}, list, reverse, "the elements in reverse order", 2});
  rows.push_back({"flatten",
                  true,
                  {Type::list(list)},
                  list,
                  flatten,
                  "the elements of the lists within the list, in a row: [[1, 2], [3]].flatten() is [1, 2, 3]",
                  2});
  rows.push_back({"flatten",
                  true,
                  {anything, Kind::integer},
                  anything,
                  flatten_to_depth,
                  "the same for lists nested so many levels deep: [[1, [2]], 3].flatten(2) is [1, 2, 3]",
                  2});
  for (const auto kind : {Kind::integer, Kind::real, Kind::string, Kind::timestamp, Kind::duration, Kind::uinteger,
                          Kind::boolean, Kind::bytes}) {
    rows.push_back({"sort",
                    true,
                    {Type::list(kind)},
                    Type::list(kind),
                    sort,
                    "the elements from the least to the greatest; all must be of one type",
                    4});
  }
  rows.push_back({"distinct",
                  true,
                  {list},
                  list,
                  distinct,
                  "each element once, where it stands first: [2, 1, 2].distinct() is [2, 1]",
                  4});
  rows.push_back({"isDistinct",
                  true,
                  {list},
                  Kind::boolean,
                  is_distinct,
                  "no two elements are equal: items.map(i, i.title).isDistinct()",
                  4});
  const Type element = Type::optional(Type::variable("T"));
  rows.push_back({"first", true, {list}, element, first, "the first element; none for an empty list", 2});
  rows.push_back({"last", true, {list}, element, last, "the last element; none for an empty list", 2});
}

}  // namespace sprintd::lang
