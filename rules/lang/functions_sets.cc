// Lists taken as sets: the order of the elements and how often each stands there do not count.
#include "rules/lang/function_rows.h"
#include "rules/lang/list_elements.h"
#include "rules/lang/value_set.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

const Value* failure_among_both(Arguments a) {
  const auto* const left = failure_among(a[0]);
  const auto* const right = failure_among(a[1]);
  if (left == nullptr || (right != nullptr && left->is(Value::Kind::error))) return right;
  return left;
}

// Pays for looking at both lists before anything looks at them.
bool pay(Arguments a, CallContext& context) { return context.charge(std::uint64_t{a[0].size} + a[1].size); }

void add_all(ValueSet& set, const Value& list) {
  for (std::uint32_t i = 0; i < list.size && !set.failure(); ++i) set.add(list.element(i));
}

Value contains_all(const Value& list, const Value& sublist, CallContext& context) {
  ValueSet set(list.size, context);
  add_all(set, list);
  for (std::uint32_t i = 0; i < sublist.size && !set.failure(); ++i) {
    if (!set.contains(sublist.element(i))) return set.failure().value_or(Value::of(false));
  }
  return set.failure().value_or(Value::of(true));
}

Value contains(Arguments a, CallContext& context) {
  if (!pay(a, context)) return context.too_much_work();
  if (const auto* failure = failure_among_both(a)) return *failure;
  return contains_all(a[0], a[1], context);
}

Value equivalent(Arguments a, CallContext& context) {
  if (!pay(a, context)) return context.too_much_work();
  if (const auto* failure = failure_among_both(a)) return *failure;
  const Value there = contains_all(a[0], a[1], context);
  return there.is_true() ? contains_all(a[1], a[0], context) : there;
}

Value intersects(Arguments a, CallContext& context) {
  if (!pay(a, context)) return context.too_much_work();
  if (const auto* failure = failure_among_both(a)) return *failure;
  ValueSet set(a[0].size, context);
  add_all(set, a[0]);
  for (std::uint32_t i = 0; i < a[1].size && !set.failure(); ++i) {
    if (set.contains(a[1].element(i))) return Value::of(true);
  }
  return set.failure().value_or(Value::of(false));
}

}  // namespace

void add_set_rows(FunctionRows& rows) {
  const Type list = Type::list(Type::variable("T"));
  const auto add = [&](std::string_view name, Function call, std::string_view doc) {
    rows.push_back({name, false, {list, list}, Kind::boolean, call, doc, 4});
  };
  add("sets.contains", contains,
      "every element of the second list is in the first: sets.contains(item.labels, ['core', 'queue'])");
  add("sets.equivalent", equivalent,
      "each list has every element of the other, in any order and number: sets.equivalent([1, 2], [2, 1, 1])");
  add("sets.intersects", intersects,
      "at least one element is in both lists: sets.intersects(item.labels, ['urgent', 'outage'])");
}

}  // namespace sprintd::lang
