#include "tests/support/reference_macros.h"

#include <algorithm>
#include <cmath>

namespace sprintd::lang::reference {

using Macro = ComprehensionNode::Macro;

Value Macros::value() {
  const auto range = walk_.value_of(*macro_.range);
  if (range.failed()) return range;
  if (macro_.macro == Macro::opt_map || macro_.macro == Macro::opt_flat_map) return over_optional(range);
  const bool two = !macro_.second.name.empty();
  if (const auto* list = range.list()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      const auto position = make_int(static_cast<std::int64_t>(i));
      elements_.push_back(two ? Element{position, (*list)[i]} : Element{(*list)[i], {}});
    }
  } else if (const auto* map = range.map(); map != nullptr && macro_.macro != Macro::sort_by) {
    for (const auto& [key, entry] : *map) elements_.push_back({key, entry});
  } else {
    return make_error();
  }
  switch (macro_.macro) {
    case Macro::all:
      return decided(false);
    case Macro::exists:
      return decided(true);
    case Macro::exists_one:
      return exactly_one();
    default:
      return collected(range);
  }
}

Value Macros::over_optional(const Value& range) {
  const auto* optional = range.as<Optional>();
  if (optional == nullptr) return make_error();
  if (optional->value == nullptr) return range;
  bind({*optional->value, {}});
  const auto result = walk_.value_of(*macro_.result);
  if (result.failed()) return result;
  if (macro_.macro == Macro::opt_map) return make_some(result);
  return result.as<Optional>() != nullptr ? result : make_error();
}

void Macros::bind(const Element& element) {
  walk_.bind(macro_.first.local, element.first);
  if (!macro_.second.name.empty()) walk_.bind(macro_.second.local, element.second);
}

void Macros::take_in(const Value& failure) {
  if (failure.as<Skipped>() != nullptr) failure_ = failure;
  if (failure_ && failure_->as<Skipped>() != nullptr) return;
  if (!failure_ || (failure.as<Unknown>() != nullptr && failure_->as<Unknown>() == nullptr)) failure_ = failure;
}

std::optional<bool> Macros::holds() {
  const auto condition = walk_.value_of(*macro_.condition);
  if (const auto* is = condition.as<bool>()) return *is;
  take_in(condition.failed() ? condition : make_error());
  return std::nullopt;
}

Value Macros::decided(bool by) {
  for (const auto& element : elements_) {
    bind(element);
    if (holds() == by) return {by};
  }
  return failure_.value_or(Value{!by});
}

Value Macros::exactly_one() {
  std::size_t count = 0;
  for (const auto& element : elements_) {
    bind(element);
    if (holds() == true) ++count;
  }
  return failure_.value_or(Value{count == 1});
}

Value Macros::collected(const Value& range) {
  List list;
  Map map;
  for (const auto& element : elements_) {
    bind(element);
    if (macro_.condition != nullptr && holds() != true) continue;
    if (macro_.macro == Macro::filter) {
      list.push_back(element.first);
      continue;
    }
    const auto result = walk_.value_of(*macro_.result);
    if (result.failed()) {
      take_in(result);
    } else if (macro_.macro == Macro::transform_map) {
      map.emplace_back(element.first, result);
    } else if (macro_.macro != Macro::transform_map_entry) {
      list.push_back(result);
    } else if (const auto* entries = result.map(); entries == nullptr) {
      take_in(make_error());
    } else if (!failure_) {
      for (const auto& [key, entry] : *entries) {
        if (find(map, key) != nullptr) take_in(make_error());
        map.emplace_back(key, entry);
      }
    }
  }
  if (failure_) return *failure_;
  if (macro_.macro == Macro::sort_by) return sorted(*range.list(), list);
  const bool makes_map = macro_.macro == Macro::transform_map || macro_.macro == Macro::transform_map_entry;
  return makes_map ? make_map(std::move(map)) : make_list(std::move(list));
}

Value Macros::sorted(const List& elements, const List& keys) { return sort_by_keys(elements, keys, walk_.world()); }

Value sort_by_keys(const List& elements, const List& keys, const World& world) {
  if (keys.empty()) return make_list(elements);
  if (const auto failure = first_failure(keys); failure.failed()) return failure;
  if (!compare(keys.front(), keys.front())) return make_error();
  Value scaled = keys.front();
  for (const auto& key : keys) {
    if (key.is.index() != keys.front().is.index()) return make_error();
    const auto* number = key.as<Integer>();
    if (number == nullptr) continue;
    if (scales_differ(scaled, key)) return incomparable(scaled, key, world);
    if (number->scale != 0) scaled = key;
  }
  const auto is_nan = [](const Value& key) { return key.as<double>() != nullptr && std::isnan(*key.as<double>()); };
  std::vector<std::size_t> order(elements.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    if (is_nan(keys[a]) || is_nan(keys[b])) return is_nan(keys[a]) && is_nan(keys[b]) ? a < b : !is_nan(keys[a]);
    const auto order_of_keys = *compare(keys[a], keys[b]);
    return order_of_keys != 0 ? order_of_keys < 0 : a < b;
  });
  List out;
  for (const auto i : order) out.push_back(elements[i]);
  return make_list(std::move(out));
}

}  // namespace sprintd::lang::reference
