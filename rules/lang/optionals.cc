// Optionals while an expression runs: .?field, [?key], ?element, or, orValue, optMap, optFlatMap.
#include <array>
#include <fmt/format.h>

#include "rules/lang/equality.h"
#include "rules/lang/machine.h"
#include "rules/lang/optional_value.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

// What is there, as an optional; an unknown among the elements of a list stays unknown.
Value found_value(const Value& value, Arena& arena) { return value.is_failure() ? value : make_optional(value, arena); }

}  // namespace

// Whatever is there is asked in place of the optional that holds it.
Value Machine::optional_field(std::size_t at, const Value& value, EntityType entity, std::uint16_t slot) const {
  if (value.is(Kind::optional))
    return value.values == nullptr ? value : optional_field(at, *value.values, entity, slot);
  if (!value.is(Kind::entity)) return no_field(at, value);
  const Value found = field(at, value, entity, slot);
  if (found.is(Kind::unknown)) return no_optional();
  return found.is(Kind::error) ? found : make_optional(found, context.arena);
}

Value Machine::optional_select(std::size_t at, const Value& value, const DynamicName& name) {
  if (value.is(Kind::optional)) return value.values == nullptr ? value : optional_select(at, *value.values, name);
  if (value.is(Kind::map)) {
    const auto* found = find_key(value, Value::of(std::string_view{name.name}), context);
    return found != nullptr ? found_value(*found, context.arena) : no_optional();
  }
  if (!value.is(Kind::entity)) return no_field(at, value);
  const auto slot = name.slot_in(value);
  if (slot < 0) return fail(at, fmt::format("there is no field '{}' here", name.name));
  return optional_field(at, value, value.entity, static_cast<std::uint16_t>(slot));
}

Value Machine::optional_index(std::size_t at, const Value& container, const Value& index) {
  const std::array<Value, 2> both = {container, index};
  if (const auto* failure = first_failure(both.data(), both.size())) return *failure;
  if (container.is(Kind::optional)) {
    return container.values == nullptr ? container : optional_index(at, *container.values, index);
  }
  if (container.is(Kind::map)) {
    const auto* found = find_key(container, index, context);
    return found != nullptr ? found_value(*found, context.arena) : no_optional();
  }
  if (!container.is_list()) return no_elements(at, container);
  const auto position = list_position(container, index);
  if (position) return found_value(container.element(*position), context.arena);
  const bool is_position = index.is(Kind::integer) || index.is(Kind::uinteger) || index.is(Kind::real);
  if (is_position) return no_optional();
  return no_position(at, index);
}

Value Machine::leave_out(std::size_t at, const Value& value) const {
  if (value.is_failure()) return value;
  if (!value.is(Kind::optional)) {
    return fail(at, fmt::format("behind ? stands an optional, not {}", value_and_type(value, context.facts)));
  }
  Value marked = value;
  marked.slot = kLeftOutWhenNone;
  return marked;
}

bool Machine::otherwise(std::size_t at, bool unwraps, Value& value) const {
  if (value.is(Kind::optional)) {
    if (value.values == nullptr) return true;
    if (unwraps) value = *value.values;
  } else if (!value.is_failure()) {
    value = fail(at, fmt::format("{} is called on an optional, not on {}", unwraps ? "orValue()" : "or()",
                                 value_and_type(value, context.facts)));
  }
  return false;
}

bool Machine::open_optional(std::size_t at, Value* top) const {
  if (top->is(Kind::optional)) {
    if (top->values == nullptr) return false;
    top[1] = *top->values;
    return true;
  }
  if (!top->is_failure()) {
    *top = fail(at, fmt::format("{} is not an optional", value_and_type(*top, context.facts)));
  }
  return false;
}

Value Machine::close_optional(std::size_t at, bool wraps, const Value& value) const {
  if (value.is_failure()) return value;
  if (wraps) return make_optional(value, context.arena);
  if (value.is(Kind::optional)) return value;
  return fail(at, fmt::format("{} is not an optional", value_and_type(value, context.facts)));
}

}  // namespace sprintd::lang
