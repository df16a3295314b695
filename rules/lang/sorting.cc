#include "rules/lang/sorting.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <optional>

#include "rules/lang/equality.h"
#include "rules/lang/list_elements.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

bool is_text(const Value& value) { return value.is(Kind::string) || value.is(Kind::bytes); }

// Why these keys cannot be sorted, if they cannot; pays for sorting them.
std::optional<Value> obstacle(const Value& keys, std::string_view function, CallContext& context) {
  const auto rounds = static_cast<std::uint64_t>(std::bit_width(keys.size));
  if (!context.charge(keys.size * rounds)) return context.too_much_work();
  if (const auto* failure = failure_among(keys)) return *failure;
  const Value first = keys.element(0);
  if (!order(first, first)) return wrong_element(function, first, context);
  std::uint64_t bytes = 0;
  Value scaled = first;
  for (std::uint32_t i = 0; i < keys.size; ++i) {
    const Value& key = keys.values[i];
    if (key.kind != first.kind) {
      return context.error(fmt::format("{}() cannot order {} and {}", function, value_and_type(first, context.facts),
                                       value_and_type(key, context.facts)));
    }
    if (scales_differ(scaled, key)) return context.incomparable(scaled, key);
    if (key.scale() != 0) scaled = key;
    if (is_text(key)) bytes += key.size;
  }
  if (!context.charge(bytes / 64 * rounds)) return context.too_much_work();
  return std::nullopt;
}

bool comes_before(const Value& a, const Value& b) {
  if (a.is(Kind::real) && std::isnan(b.d)) return !std::isnan(a.d);
  return *order(a, b) < 0;
}

template <typename T>
std::span<const T> arranged(const T* elements, std::span<const std::uint32_t> positions, Arena& arena) {
  const auto out = arena.array<T>(positions.size());
  std::ranges::transform(positions, out.begin(), [&](std::uint32_t position) { return elements[position]; });
  return out;
}

}  // namespace

Value sort_by_keys(const Value& list, const Value& keys, std::string_view function, CallContext& context) {
  if (keys.size == 0) return list;
  if (const auto reason = obstacle(keys, function, context)) return *reason;
  if (!context.affords(list.size * (sizeof(std::uint32_t) + sizeof(Value)))) return context.too_much_memory();
  const auto positions = context.arena.array<std::uint32_t>(list.size);
  std::iota(positions.begin(), positions.end(), 0U);
  // By position where keys are equal: as stable as stable_sort, which would ask for memory of its own.
  std::ranges::sort(positions, [&](std::uint32_t a, std::uint32_t b) {
    if (comes_before(keys.values[a], keys.values[b])) return true;
    return !comes_before(keys.values[b], keys.values[a]) && a < b;
  });
  if (list.is(Kind::rows)) return Value::of_rows(list.entity, arranged(list.rows, positions, context.arena));
  return Value::of_list(arranged(list.values, positions, context.arena));
}

}  // namespace sprintd::lang
