// Fields, operators and calls while they run. Of failing operands an unknown wins over an error, the leftmost of each.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>

#include "rules/lang/constant_value.h"
#include "rules/lang/equality.h"
#include "rules/lang/machine.h"
#include "rules/lang/optional_value.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

std::string refused(std::string_view function, bool member, std::span<const Value> arguments, const Facts* facts) {
  std::string given;
  for (const auto& argument : arguments.subspan(member ? 1 : 0)) {
    if (!given.empty()) given += ", ";
    given += value_and_type(argument, facts);
  }
  if (function == "-_") return fmt::format("cannot negate {}", given);
  if (!member) return fmt::format("{}() cannot take {}", function, given.empty() ? "nothing" : given);
  const auto target = value_and_type(arguments[0], facts);
  if (given.empty()) return fmt::format("{}() cannot be called on {}", function, target);
  return fmt::format("{}() cannot take {} when it is called on {}", function, given, target);
}

struct Operator {
  std::string_view name;
  std::string_view sign;
};
const Operator& operator_of(Op op) {
  static constexpr std::array<Operator, 5> kOperators = {
      {{"_+_", "+"}, {"_-_", "-"}, {"_*_", "*"}, {"_/_", "/"}, {"_%_", "%"}}};
  return kOperators[static_cast<std::size_t>(op) - static_cast<std::size_t>(Op::add)];
}

std::string_view sign_of(Comparison comparison) {
  static constexpr std::array<std::string_view, 6> kSigns = {"==", "!=", "<", "<=", ">", ">="};
  return kSigns[static_cast<std::size_t>(comparison)];
}

bool takes(const Overload& overload, const Value* arguments, std::size_t count) {
  if (overload.arguments.size() != count) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!accepts(overload.arguments[i], arguments[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<std::uint32_t> list_position(const Value& list, const Value& index) {
  const auto from = order(index, Value::of(std::int64_t{0}));
  if (!from || !(*from >= 0) || !(*order(index, Value::of(std::int64_t{list.size})) < 0)) return std::nullopt;
  if (!index.is(Kind::real)) return static_cast<std::uint32_t>(index.u);
  const auto whole = static_cast<std::uint32_t>(index.d);
  return static_cast<double>(whole) == index.d ? std::optional(whole) : std::nullopt;
}

const Value* first_failure(const Value* values, std::size_t count) {
  const auto* const last = values + count;
  const auto* const unknown = std::find_if(values, last, [](const Value& v) { return v.is(Kind::unknown); });
  if (unknown != last) return unknown;
  const auto* const error = std::find_if(values, last, [](const Value& v) { return v.is(Kind::error); });
  return error != last ? error : nullptr;
}

Value Machine::stop(std::size_t at) const {
  const bool steps = context.steps > context.budget.steps;
  return fail(at, steps ? "the expression takes too many steps" : "the expression needs too much memory");
}

Value Machine::placed(std::size_t at, const Value& value) const {
  if (!value.is(Kind::error) || value.error->span.known()) return value;
  return fail(at, value.error->message);
}

Value Machine::no_field(std::size_t at, const Value& value) const {
  if (value.is_failure()) return value;
  const auto* wanting = value.is(Kind::entity) ? "not this field" : "no fields";
  return fail(at, fmt::format("{} has {}", value_and_type(value, context.facts), wanting));
}

Value Machine::no_variable(std::size_t at) const { return fail(at, "this variable has no value here"); }

Value Machine::absent(const Value& row, std::uint16_t slot) { return Value::unknown({row.entity, slot, row.row}); }

Value Machine::has_field(std::size_t at, const Value& row, EntityType entity, std::uint16_t slot) const {
  if (row.is(Kind::entity) && row.entity == entity)
    return Value::of(activation.facts->present(row.entity, row.row, slot));
  if (row.is(Kind::unknown) || row.is(Kind::null)) return Value::of(false);
  if (row.is(Kind::optional))
    return row.values == nullptr ? Value::of(false) : has_field(at, *row.values, entity, slot);
  return no_field(at, row);
}

Value Machine::select(std::size_t at, const Value& value, const DynamicName& name) {
  if (value.is(Kind::map)) {
    const auto* found = find_key(value, Value::of(std::string_view{name.name}), context);
    if (found != nullptr) return *found;
    return fail(at, no_such_key(value, Value::of(std::string_view{name.name}), context));
  }
  if (value.is(Kind::optional)) return optional_select(at, value, name);
  if (!value.is(Kind::entity)) return no_field(at, value);
  const auto slot = name.slot_in(value);
  if (slot < 0) return fail(at, fmt::format("there is no field '{}' here", name.name));
  return field(at, value, value.entity, static_cast<std::uint16_t>(slot));
}

Value Machine::has_name(std::size_t at, const Value& value, const DynamicName& name) {
  if (value.is(Kind::map)) {
    return Value::of(find_key(value, Value::of(std::string_view{name.name}), context) != nullptr);
  }
  if (value.is(Kind::optional)) return value.values == nullptr ? Value::of(false) : has_name(at, *value.values, name);
  if (!value.is(Kind::entity)) return has_field(at, value, {}, 0);
  const auto slot = name.slot_in(value);
  if (slot < 0) return fail(at, fmt::format("there is no field '{}' here", name.name));
  return has_field(at, value, value.entity, static_cast<std::uint16_t>(slot));
}

Value Machine::index(std::size_t at, const Value& container, const Value& index) {
  const std::array<Value, 2> both = {container, index};
  if (const auto* failure = first_failure(both.data(), both.size())) return *failure;
  if (container.is(Kind::map)) {
    const auto* found = find_key(container, index, context);
    return found != nullptr ? *found : fail(at, no_such_key(container, index, context));
  }
  if (container.is(Kind::optional)) return optional_index(at, container, index);
  if (!container.is_list()) return no_elements(at, container);
  const auto position = list_position(container, index);
  if (position) return container.element(*position);
  const auto kind = index.kind;
  if (kind != Kind::integer && kind != Kind::uinteger && kind != Kind::real) {
    return no_position(at, index);
  }
  if (index.is(Kind::real) && index.d >= 0 && index.d < container.size) {
    return fail(at, fmt::format("index {} is not a whole number", index.d));
  }
  return fail(
      at, fmt::format("index {} is out of range of a list of {}", shown_value(index, context.facts), container.size));
}

Value Machine::no_elements(std::size_t at, const Value& value) const {
  return fail(at, fmt::format("{} is neither a list nor a map", value_and_type(value, context.facts)));
}

Value Machine::no_position(std::size_t at, const Value& index) const {
  return fail(at, fmt::format("a list is indexed by a whole number, not by {}", value_and_type(index, context.facts)));
}

Value Machine::make_list(std::size_t at, const Value* first, std::size_t count) {
  if (const auto* failure = first_failure(first, count)) return *failure;
  if (!context.affords(count * sizeof(Value))) return fail(at, "the expression needs too much memory");
  context.steps += count;
  const auto elements = context.arena.array<Value>(count);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_left_out(first[i])) elements[kept++] = element_of(first[i]);
  }
  return Value::of_list(elements.first(kept));
}

Value Machine::make_map(std::size_t at, const Value* first, std::size_t count) {
  if (const auto* failure = first_failure(first, 2 * count)) return *failure;
  if (!context.affords(count * sizeof(MapEntry))) return fail(at, "the expression needs too much memory");
  const auto entries = context.arena.array<MapEntry>(count);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Value& key = first[2 * i];
    if (!is_map_key(key)) {
      return fail(at, fmt::format("{} cannot be the key of a map", value_and_type(key, context.facts)));
    }
    if (is_left_out(first[2 * i + 1])) continue;
    if (find_key(Value::of_map(entries.first(kept)), key, context) != nullptr) {
      return fail(at, fmt::format("the key {} stands twice in the map", shown_value(key, context.facts)));
    }
    entries[kept++] = {key, element_of(first[2 * i + 1])};
  }
  return Value::of_map(entries.first(kept));
}

Value Machine::join_logic(std::size_t at, const Value& left, const Value& right, bool decides) const {
  const auto is = [](const Value& value, bool truth) { return value.is(Kind::boolean) && value.b == truth; };
  if (is(left, decides) || is(right, decides)) return Value::of(decides);
  if (left.is(Kind::boolean) && right.is(Kind::boolean)) return Value::of(!decides);
  if (left.is(Kind::unknown)) return left;
  if (right.is(Kind::unknown)) return right;
  if (left.is(Kind::error)) return left;
  if (right.is(Kind::error)) return right;
  const auto& wrong = left.is(Kind::boolean) ? right : left;
  return fail(at, fmt::format("{} asks on both sides for a condition (bool), not for {}", decides ? "||" : "&&",
                              value_and_type(wrong, context.facts)));
}

Value Machine::negate(std::size_t at, const Value& value) const {
  if (value.is(Kind::boolean)) return Value::of(!value.b);
  if (value.is_failure()) return value;
  return fail(at, fmt::format("! asks for a condition (bool), not for {}", value_and_type(value, context.facts)));
}

Value Machine::no_choice(std::size_t at, const Value& condition) const {
  return fail(at, fmt::format("? asks for a condition (bool), not for {}", value_and_type(condition, context.facts)));
}

Value Machine::compare(std::size_t at, Comparison comparison, const Value& left, const Value& right) {
  if (comparison == Comparison::equal || comparison == Comparison::not_equal) {
    const Value same = equals(left, right, context);
    if (!same.is(Kind::boolean)) return placed(at, same);
    return Value::of(same.b == (comparison == Comparison::equal));
  }
  const std::array<Value, 2> both = {left, right};
  if (const auto* failure = first_failure(both.data(), both.size())) return *failure;
  if (scales_differ(left, right)) return placed(at, context.incomparable(left, right));
  const auto found = order(left, right);
  if (!found) {
    return fail(at, fmt::format("cannot compare {} {} {}", value_and_type(left, context.facts), sign_of(comparison),
                                value_and_type(right, context.facts)));
  }
  switch (comparison) {
    case Comparison::less:
      return Value::of(*found < 0);
    case Comparison::less_or_equal:
      return Value::of(*found <= 0);
    case Comparison::greater:
      return Value::of(*found > 0);
    default:
      return Value::of(*found >= 0);
  }
}

Value Machine::contained(std::size_t at, const Value& element, const Value& container) {
  const std::array<Value, 2> both = {element, container};
  if (const auto* failure = first_failure(both.data(), both.size())) return *failure;
  if (!container.is_list() && !container.is(Kind::map)) {
    return no_elements(at, container);
  }
  return placed(at, contains_element(element, container, context));
}

Value Machine::arithmetic(std::size_t at, Op op, const Value* operands) {
  if (const auto* failure = first_failure(operands, 2)) return *failure;
  const auto& [name, sign] = operator_of(op);
  for (const auto index : overloads_of(name, false)) {
    const auto& overload = all_overloads()[index];
    if (takes(overload, operands, 2)) return placed(at, overload.call({operands, 2}, context));
  }
  return fail(at, fmt::format("cannot compute {} {} {}", value_and_type(operands[0], context.facts), sign,
                              value_and_type(operands[1], context.facts)));
}

Value Machine::call(std::size_t at, const CallSite& site, const Value* arguments) {
  const auto count = site.kinds.size();
  context.steps += static_cast<std::uint64_t>(site.overload->cost);
  for (std::size_t i = 0; i < count; ++i) {
    if ((site.kinds[i] & kind_bit(arguments[i].kind)) != 0) continue;
    if (const auto* failure = first_failure(arguments, count)) return *failure;
    return fail(at, refused(site.overload->name, site.overload->member, {arguments, count}, context.facts));
  }
  context.pattern = site.pattern ? &code.patterns[*site.pattern] : nullptr;
  return placed(at, site.overload->call({arguments, count}, context));
}

Value Machine::call_by_kind(std::size_t at, const DynamicCall& call, const Value* arguments, std::size_t count) {
  if (const auto* failure = first_failure(arguments, count)) return *failure;
  for (const auto* overload : call.candidates) {
    if (!takes(*overload, arguments, count)) continue;
    context.steps += static_cast<std::uint64_t>(overload->cost);
    context.pattern = nullptr;
    return placed(at, overload->call({arguments, count}, context));
  }
  return fail(at, refused(call.name, call.member, {arguments, count}, context.facts));
}

Value Machine::call_host(std::size_t at, const HostCall& host, const Value* arguments, std::size_t count) {
  if (const auto* failure = first_failure(arguments, count)) return *failure;
  context.steps += 1;
  bool fits = host.arguments.size() == count;
  for (std::size_t i = 0; fits && i < count; ++i) fits = accepts(host.arguments[i], arguments[i]);
  if (!fits) return fail(at, refused(host.name, false, {arguments, count}, context.facts));
  return placed(at, activation.facts->call(host.slot, {arguments, count}, context.arena));
}

Value Machine::match(std::size_t at, const Value& text, std::uint32_t pattern) {
  if (text.is_failure()) return text;
  if (!text.is(Kind::string)) {
    return fail(at, fmt::format("matches() cannot be called on {}", value_and_type(text, context.facts)));
  }
  const auto& compiled = code.patterns[pattern];
  if (!context.charge(compiled.steps_to_match(text.size))) return fail(at, "the expression takes too many steps");
  return Value::of(compiled.matches_part_of(text.string()));
}

}  // namespace sprintd::lang
