// The functions of lists, sets and numbers, a second time: by looking at everything, as often as it takes.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

// Lists of more elements are left to the real evaluator.
constexpr std::int64_t kLongest = 100'000;
constexpr std::size_t kLongestCompared = 1'000;  // each with each

bool is_true(const Value& value) { return value.as<bool>() != nullptr && *value.as<bool>(); }

Value plus(const Value& a, const Value& b, const World& world) {
  const std::vector<Value> both = {a, b};
  return call("_+_", false, both, world).value_or(make_error());
}

Value sum(const List& list, Type::Kind, const World& world) {
  Value total = list.front();
  if (total.as<Integer>() == nullptr && total.as<std::uint64_t>() == nullptr && total.as<double>() == nullptr &&
      total.as<Duration>() == nullptr) {
    return make_error();
  }
  Value scaled = total;
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i].is.index() != total.is.index()) return make_error();
    if (scales_differ(scaled, list[i])) return incomparable(scaled, list[i], world);
    if (list[i].as<Integer>() != nullptr && list[i].as<Integer>()->scale != 0) scaled = list[i];
    total = plus(total, list[i], world);
    if (total.failed()) return total;
  }
  return total;
}

Value best(const List& list, int sign, const World& world) {
  if (list.empty()) return make_error();
  if (!compare(list.front(), list.front())) return make_error();
  Value found = list.front();
  for (std::size_t i = 1; i < list.size(); ++i) {
    const auto& candidate = list[i];
    if (scales_differ(candidate, found)) return incomparable(candidate, found, world);
    const auto order = compare(candidate, found);
    if (!order || *order == 2) return make_error();
    if (*order == sign) found = candidate;
  }
  return found;
}

Value average(const List& list) {
  double total = 0;
  for (const auto& element : list) {
    if (const auto* i = element.as<Integer>()) {
      total += static_cast<double>(i->value);
    } else if (const auto* u = element.as<std::uint64_t>()) {
      total += static_cast<double>(*u);
    } else if (const auto* d = element.as<double>()) {
      total += *d;
    } else {
      return make_error();
    }
  }
  return list.empty() ? make_error() : Value{total / static_cast<double>(list.size())};
}

// What is unknown or failed, at any depth.
Value failure_within(const Value& value) {
  if (value.failed()) return value;
  std::vector<Value> found;
  if (const auto* list = value.list()) {
    for (const auto& element : *list) found.push_back(failure_within(element));
  } else if (const auto* map = value.map()) {
    for (const auto& [key, entry] : *map) found.push_back(failure_within(entry));
  } else if (const auto* optional = value.as<Optional>(); optional != nullptr && optional->value != nullptr) {
    return failure_within(*optional->value);
  }
  return first_failure(found);
}

// An element that is absent or failed makes the whole unknown or fail. Where only a part of an element is, the other
// elements may decide all the same; the reference does not say.
Value failure_among(std::initializer_list<Value> lists) {
  List elements;
  for (const auto& list : lists) elements.insert(elements.end(), list.list()->begin(), list.list()->end());
  if (auto failure = first_failure(elements); failure.failed()) return failure;
  const bool parts =
      std::ranges::any_of(elements, [](const Value& element) { return failure_within(element).failed(); });
  return parts ? Value{Skipped{}} : Value{Null{}};
}

Value distinct(const List& list, const World& world) {
  List out;
  for (const auto& element : list) {
    bool known = false;
    for (const auto& other : out) known = known || is_true(equal(element, other, world));
    if (!known) out.push_back(element);
  }
  return make_list(std::move(out));
}

bool has_all(const List& list, const List& others, const World& world) {
  return std::ranges::all_of(others, [&](const Value& other) {
    return std::ranges::any_of(list, [&](const Value& element) { return is_true(equal(element, other, world)); });
  });
}

Value flattened(const List& list, std::int64_t depth) {
  List out;
  for (const auto& element : list) {
    if (depth > 0 && element.failed()) return element;
    const auto* inner = depth > 0 ? element.list() : nullptr;
    if (inner == nullptr) {
      out.push_back(element);
      continue;
    }
    const auto flat = flattened(*inner, depth - 1);
    if (flat.failed()) return flat;
    out.insert(out.end(), flat.list()->begin(), flat.list()->end());
  }
  return make_list(std::move(out));
}

Value slice(const List& list, std::int64_t from, std::int64_t until) {
  const auto size = static_cast<std::int64_t>(list.size());
  if (from < 0 || until < 0 || from > until || until > size) return make_error();
  return make_list({list.begin() + from, list.begin() + until});
}

Value range_of(const Value& count) {
  const auto* number = count.as<Integer>();
  if (number == nullptr || number->value < 0) return make_error();
  if (number->value > kLongest) return {Skipped{}};
  List out;
  for (std::int64_t i = 0; i < number->value; ++i) out.push_back(make_int(i));
  return make_list(std::move(out));
}

Value set_call(std::string_view name, const List& a, const List& b, const World& world) {
  if (name == "sets.contains") return {has_all(a, b, world)};
  if (name == "sets.equivalent") return {has_all(a, b, world) && has_all(b, a, world)};
  return {std::ranges::any_of(b, [&](const Value& element) { return has_all(a, {element}, world); })};
}

bool has_scales(const Value& value) {
  if (const auto* is = value.as<Integer>()) return is->scale != 0;
  if (const auto* is = value.as<Optional>()) return is->value != nullptr && has_scales(*is->value);
  if (const auto* map = value.map()) {
    return std::ranges::any_of(*map,
                               [](const auto& entry) { return has_scales(entry.first) || has_scales(entry.second); });
  }
  const auto* list = value.list();
  return list != nullptr && std::ranges::any_of(*list, has_scales);
}

Value list_member(std::string_view name, const List& list, Arguments a, const World& world) {
  const auto* number = a.size() > 1 ? a[1].as<Integer>() : nullptr;
  if (name == "reverse" && a.size() == 1) return make_list({list.rbegin(), list.rend()});
  if (name == "first" && a.size() == 1) return list.empty() ? make_none() : some_of(list.front());
  if (name == "last" && a.size() == 1) return list.empty() ? make_none() : some_of(list.back());
  if (name == "slice") {
    const auto* until = a.size() == 3 ? a[2].as<Integer>() : nullptr;
    return number == nullptr || until == nullptr ? make_error() : slice(list, number->value, until->value);
  }
  if (name == "flatten") {
    if (a.size() == 1) return flattened(list, 1);
    return number == nullptr || number->value < 0 ? make_error() : flattened(list, number->value);
  }
  if (a.size() != 1) return make_error();
  if (name == "avg") {
    if (list.empty()) return make_error();
    const auto failure = first_failure(list);
    return failure.failed() ? failure : average(list);
  }
  if (name == "sum" || name == "min" || name == "max") {
    if (list.empty()) return make_error();  // of sum() the type says what it is: Walk
    if (const auto failure = first_failure(list); failure.failed()) return failure;
    return name == "sum" ? sum(list, Type::Kind::dyn, world) : best(list, name == "min" ? -1 : 1, world);
  }
  if (name == "sort") return sort_by_keys(list, list, world);
  if (list.size() > kLongestCompared || std::ranges::any_of(list, has_scales)) return {Skipped{}};
  if (const auto failure = failure_among({a[0]}); failure.failed()) return failure;
  const auto once = distinct(list, world);
  return name == "distinct" ? once : Value{once.list()->size() == list.size()};
}

}  // namespace

std::optional<Value> call_list(std::string_view name, bool member, Arguments a, const World& world) {
  static constexpr std::string_view kMembers[] = {"sum",     "min",     "max",  "avg",      "isDistinct", "slice",
                                                  "flatten", "reverse", "sort", "distinct", "first",      "last"};
  if (!member) {
    if (name == "lists.range") return a.size() == 1 ? range_of(a[0]) : make_error();
    if (!name.starts_with("sets.")) return std::nullopt;
    if (a.size() != 2 || a[0].list() == nullptr || a[1].list() == nullptr) return make_error();
    const bool long_ones = std::max(a[0].list()->size(), a[1].list()->size()) > kLongestCompared;
    if (long_ones || has_scales(a[0]) || has_scales(a[1])) return Value{Skipped{}};
    const auto failure = failure_among({a[0], a[1]});
    return failure.failed() ? failure : set_call(name, *a[0].list(), *a[1].list(), world);
  }
  if (std::ranges::find(kMembers, name) == std::end(kMembers)) return std::nullopt;
  return a[0].list() == nullptr ? make_error() : list_member(name, *a[0].list(), a, world);
}

namespace {

std::optional<double> real(const Value& value) {
  return value.as<double>() != nullptr ? std::optional(*value.as<double>()) : std::nullopt;
}

Value extreme(Arguments a, int sign) {
  List numbers(a.begin(), a.end());
  if (a.size() == 1 && a[0].list() != nullptr) numbers = *a[0].list();
  if (const auto failure = first_failure(numbers); failure.failed()) return failure;
  if (numbers.empty()) return make_error();
  Value found = numbers.front();
  for (const auto& candidate : numbers) {
    if (has_scales(candidate)) return {Skipped{}};
    if (!is_number(candidate)) return make_error();
    const auto order = compare(candidate, found);
    if (order == 2) return numbers.size() == 1 ? found : make_error();
    if (order == sign) found = candidate;
  }
  return found;
}

Value rounded(std::string_view name, double number) {
  if (name == "math.ceil") return {std::ceil(number)};
  if (name == "math.floor") return {std::floor(number)};
  if (name == "math.trunc") return {std::trunc(number)};
  return {std::round(number)};
}

Value bits(std::string_view name, std::uint64_t a, std::uint64_t b) {
  if (name == "math.bitAnd") return {a & b};
  if (name == "math.bitOr") return {a | b};
  return {a ^ b};
}

Value shifted(std::string_view name, std::uint64_t value, std::int64_t by) {
  if (by < 0) return make_error();
  if (by > 63) return {std::uint64_t{0}};
  return {name == "math.bitShiftLeft" ? value << static_cast<unsigned>(by) : value >> static_cast<unsigned>(by)};
}

Value as_int(const Value& value) {
  const auto* is = value.as<std::uint64_t>();
  return is == nullptr ? value : make_int(static_cast<std::int64_t>(*is));
}

}  // namespace

std::optional<Value> call_math(std::string_view name, bool member, Arguments a, const World&) {
  if (member || !name.starts_with("math.")) return std::nullopt;
  if (name == "math.greatest") return extreme(a, 1);
  if (name == "math.least") return extreme(a, -1);
  const auto* i = a[0].as<Integer>();
  const auto* u = a[0].as<std::uint64_t>();
  const auto d = real(a[0]);
  if (name == "math.ceil" || name == "math.floor" || name == "math.trunc" || name == "math.round") {
    return d ? rounded(name, *d) : make_error();
  }
  if (name == "math.isNaN") return d ? Value{std::isnan(*d)} : make_error();
  if (name == "math.isInf") return d ? Value{std::isinf(*d)} : make_error();
  if (name == "math.isFinite") return d ? Value{std::isfinite(*d)} : make_error();
  if (name == "math.sqrt") {
    if (i != nullptr) return Value{std::sqrt(static_cast<double>(i->value))};
    if (u != nullptr) return Value{std::sqrt(static_cast<double>(*u))};
    return d ? Value{std::sqrt(*d)} : make_error();
  }
  if (name == "math.abs") {
    if (i != nullptr) {
      return i->value == std::numeric_limits<std::int64_t>::min() ? make_error() : make_int(std::abs(i->value));
    }
    if (u != nullptr) return Value{*u};
    return d ? Value{std::abs(*d)} : make_error();
  }
  if (name == "math.sign") {
    if (i != nullptr) return make_int(i->value > 0 ? 1 : i->value < 0 ? -1 : 0);
    if (u != nullptr) return Value{std::uint64_t{*u > 0 ? 1U : 0U}};
    if (!d) return make_error();
    return Value{std::isnan(*d) ? *d : *d > 0 ? 1.0 : *d < 0 ? -1.0 : 0.0};
  }
  if (name == "math.bitNot") {
    if (i != nullptr) return make_int(~i->value);
    return u != nullptr ? Value{~*u} : make_error();
  }
  if (a.size() != 2 || (i == nullptr && u == nullptr)) return make_error();
  const auto left = i != nullptr ? static_cast<std::uint64_t>(i->value) : *u;
  if (name == "math.bitShiftLeft" || name == "math.bitShiftRight") {
    const auto* by = a[1].as<Integer>();
    if (by == nullptr) return make_error();
    const auto result = shifted(name, left, by->value);
    return i != nullptr ? as_int(result) : result;
  }
  if (name != "math.bitAnd" && name != "math.bitOr" && name != "math.bitXor") return make_error();
  const auto* j = a[1].as<Integer>();
  const auto* v = a[1].as<std::uint64_t>();
  if ((i != nullptr) != (j != nullptr) || (j == nullptr && v == nullptr)) return make_error();
  const auto result = bits(name, left, j != nullptr ? static_cast<std::uint64_t>(j->value) : *v);
  return i != nullptr ? as_int(result) : result;
}

}  // namespace sprintd::lang::reference
