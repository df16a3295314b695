#include "rules/lang/value_set.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "rules/lang/equality.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

// The last step of splitmix64.
std::uint64_t scrambled(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

void add_to(std::uint64_t& code, std::uint64_t part) { code = scrambled(code * 31 + part); }

// Numbers that are equal across types are equal as doubles.
std::uint64_t code_of(double number) { return std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number); }

bool is_number(Kind kind) { return kind == Kind::integer || kind == Kind::uinteger || kind == Kind::real; }

double as_real(const Value& number) {
  if (number.is(Kind::integer)) return static_cast<double>(number.i);
  if (number.is(Kind::uinteger)) return static_cast<double>(number.u);
  return number.d;
}

// Lists are lists, numbers are numbers, whatever they are kept as.
Kind family(Kind kind) {
  if (is_number(kind)) return Kind::real;
  return kind == Kind::rows ? Kind::list : kind;
}

}  // namespace

ValueSet::ValueSet(std::size_t capacity, CallContext& context) : context_(&context) {
  const auto slots = std::bit_ceil(capacity * 2 + 1);
  const auto bytes = capacity * (sizeof(Value) + sizeof(std::uint64_t)) + slots * sizeof(std::uint32_t);
  if (!context.affords(bytes)) fail(context.too_much_memory());
  if (!context.charge(capacity)) fail(context.too_much_work());
  if (failure_) return;
  values_ = context.arena.array<Value>(capacity);
  codes_ = context.arena.array<std::uint64_t>(capacity);
  slots_ = context.arena.array<std::uint32_t>(slots);
  std::ranges::fill(slots_, kEmpty);
}

void ValueSet::fail(const Value& value) {
  if (!failure_) failure_ = value;
}

bool ValueSet::add(const Value& value) {
  if (failure_) return false;
  const auto hashed = hash(value);
  if (failure_) return false;
  Place place;
  if (!hashed.equals_nothing) {
    place = find(value, hashed.code);
    if (place.taken || failure_) return false;
    slots_[place.slot] = static_cast<std::uint32_t>(size_);
  }
  codes_[size_] = hashed.code;
  values_[size_] = value;
  ++size_;
  return true;
}

bool ValueSet::contains(const Value& value) {
  const auto hashed = hash(value);
  return !failure_ && !hashed.equals_nothing && find(value, hashed.code).taken;
}

ValueSet::Place ValueSet::find(const Value& value, std::uint64_t code) {
  const auto mask = slots_.size() - 1;
  auto slot = static_cast<std::size_t>(code) & mask;
  for (; slots_[slot] != kEmpty; slot = (slot + 1) & mask) {
    if (!context_->charge(1)) {
      fail(context_->too_much_work());
      break;
    }
    const auto position = slots_[slot];
    if (codes_[position] != code) continue;
    const Value same = equals(value, values_[position], *context_);
    if (same.is_true()) return {slot, true};
    if (same.is_failure()) {
      fail(same);
      break;
    }
  }
  return {slot, false};
}

ValueSet::Hash ValueSet::hash(const Value& value) {
  Hash out;
  if (!context_->charge(1)) {
    fail(context_->too_much_work());
    return out;
  }
  mix(out, value);
  return out;
}

// Integers of two scales are neither equal nor different: there is no set of them.
void ValueSet::check_scale(const Value& value) {
  if (value.scale() == 0) return;
  if (!scaled_) scaled_ = value;
  if (scales_differ(*scaled_, value)) fail(context_->incomparable(*scaled_, value));
}

void ValueSet::mix(Hash& into, const Value& value) {
  add_to(into.code, static_cast<std::uint64_t>(family(value.kind)));
  switch (value.kind) {
    case Kind::boolean:
      return add_to(into.code, value.b ? 1 : 0);
    case Kind::integer:
    case Kind::uinteger:
    case Kind::real:
      check_scale(value);
      into.equals_nothing = into.equals_nothing || std::isnan(as_real(value));
      return add_to(into.code, code_of(as_real(value)));
    case Kind::string:
    case Kind::bytes:
      if (!context_->charge(value.size / 64)) return fail(context_->too_much_work());
      return add_to(into.code, std::hash<std::string_view>()(value.string()));
    case Kind::timestamp:
    case Kind::duration:
      add_to(into.code, static_cast<std::uint64_t>(value.i));
      return add_to(into.code, value.size);
    case Kind::type:
      add_to(into.code, static_cast<std::uint64_t>(value.type->kind));
      return add_to(into.code, static_cast<std::uint64_t>(value.type->entity));
    case Kind::entity:
      add_to(into.code, static_cast<std::uint64_t>(value.entity));
      return add_to(into.code, value.row);
    case Kind::optional:
      if (value.values != nullptr) mix(into, *value.values);
      return;
    case Kind::list:
    case Kind::rows:
    case Kind::map:
      return mix_parts(into, value);
    case Kind::error:
    case Kind::unknown:
      return fail(value);
    case Kind::null:
      return;
  }
}

void ValueSet::mix_parts(Hash& into, const Value& value) {
  if (!context_->charge(value.size)) return fail(context_->too_much_work());
  add_to(into.code, value.size);
  std::uint64_t entries = 0;  // a map's, in any order
  for (std::uint32_t i = 0; i < value.size; ++i) {
    if (failure_) return;
    if (!value.is(Kind::map)) {
      mix(into, value.element(i));
      continue;
    }
    Hash entry;
    mix(entry, value.entries[i].key);
    mix(entry, value.entries[i].value);
    entries += entry.code;
    into.equals_nothing = into.equals_nothing || entry.equals_nothing;
  }
  if (value.is(Kind::map)) add_to(into.code, entries);
}

}  // namespace sprintd::lang
