#include "rules/lang/inference.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

constexpr std::size_t kMaxTypeParts = 128;
constexpr std::size_t kMaxFitSteps = 4'000;

std::size_t number_of(const Type& variable) {
  std::size_t number = 0;
  std::from_chars(variable.name.data(), variable.name.data() + variable.name.size(), number);
  return number;
}

bool is_open(const Type& type) { return type.kind == Kind::dyn || type.kind == Kind::error; }

bool takes_null(const Type& type) {
  switch (type.kind) {
    case Kind::null:
    case Kind::timestamp:
    case Kind::duration:
    case Kind::optional:
    case Kind::entity:
    case Kind::opaque:
      return true;
    default:
      return false;
  }
}

// Does `a` say as much as `b` or less?
bool as_general(const Type& a, const Type& b) {
  if (a.kind == Kind::dyn || a.kind == Kind::variable) return true;
  if (b.kind == Kind::dyn || b.kind == Kind::variable) return false;
  if (a.kind != b.kind || a.entity != b.entity || a.name != b.name) return false;
  if (a.kind == Kind::type) return true;
  return std::ranges::equal(a.parameters, b.parameters, as_general);
}

const Type& more_general(const Type& a, const Type& b) { return as_general(a, b) ? a : b; }

}  // namespace

Type Inference::fresh() {
  known_.emplace_back();
  return Type::variable(fmt::format("{}", known_.size() - 1));
}

Type Inference::instantiate(const Type& type, std::map<std::string, Type>& names) {
  if (type.kind == Kind::variable) {
    const auto [at, is_new] = names.try_emplace(type.name);
    if (is_new) at->second = fresh();
    return at->second;
  }
  Type out = type;
  for (auto& parameter : out.parameters) parameter = instantiate(parameter, names);
  return out;
}

const Type* Inference::found(const Type& variable) const {
  const auto& type = known_[number_of(variable)];
  return type ? &*type : nullptr;
}

void Inference::learn(const Type& variable, const Type& type) {
  const auto number = number_of(variable);
  trail_.emplace_back(number, known_[number]);
  known_[number] = type;
}

void Inference::forget(std::size_t trail) {
  for (; trail_.size() > trail; trail_.pop_back()) known_[trail_.back().first] = std::move(trail_.back().second);
}

bool Inference::occurs(const Type& variable, const Type& type) {
  if (type == variable || ++steps_ > kMaxFitSteps) return true;
  if (type.kind == Kind::variable) {
    const auto* known = found(type);
    return known != nullptr && occurs(variable, *known);
  }
  return std::ranges::any_of(type.parameters, [&](const Type& parameter) { return occurs(variable, parameter); });
}

// Whether `type` may stand for the variable, and whether the variable had a meaning before.
std::pair<bool, bool> Inference::substitutes(const Type& type, const Type& variable) {
  if (type == variable) return {true, true};
  if (const auto* known = found(variable)) {
    const Type before = *known;
    if (type == before) return {true, true};
    if (!assignable(type, before)) return {false, true};
    const auto& general = more_general(type, before);
    if (!occurs(variable, general)) learn(variable, general);
    return {true, true};
  }
  if (occurs(variable, type)) return {false, false};
  learn(variable, type);
  return {true, false};
}

// What holds a value of no known type holds no other: of `dyn` as a list(T), T is dyn.
void Inference::open_up(const Type& type) {
  if (type.kind == Kind::variable) learn(type, Kind::dyn);
  for (const auto& parameter : type.parameters) open_up(parameter);
}

bool Inference::assignable(const Type& from, const Type& to) {
  if (++steps_ > kMaxFitSteps) return true;
  if (to.kind == Kind::variable) {
    const auto [valid, had_meaning] = substitutes(from, to);
    if (valid) return true;
    if (had_meaning) return false;
  }
  if (from.kind == Kind::variable) return substitutes(to, from).first;
  if (is_open(from)) open_up(to);
  if (is_open(from) || is_open(to)) return true;
  if (from.kind == Kind::null) return takes_null(to);
  if (to.kind == Kind::null) return takes_null(from);
  if (from.kind != to.kind || from.entity != to.entity || from.name != to.name) return false;
  if (from.kind == Kind::type) return true;
  if (from.parameters.size() != to.parameters.size()) return false;
  for (std::size_t i = 0; i < from.parameters.size(); ++i) {
    if (!assignable(from.parameters[i], to.parameters[i])) return false;
  }
  return true;
}

bool Inference::fits(const Type& from, const Type& to) { return fit({&from, 1}, {&to, 1}); }

bool Inference::fit(std::span<const Type> from, std::span<const Type> to) {
  const auto trail = trail_.size();
  steps_ = 0;
  if (std::ranges::equal(from, to, [this](const Type& a, const Type& b) { return assignable(a, b); })) return true;
  forget(trail);
  return false;
}

Type Inference::join(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.kind == Kind::null && takes_null(b)) return b;
  if (b.kind == Kind::null && takes_null(a)) return a;
  return fits(a, b) ? more_general(a, b) : Type(Kind::dyn);
}

Type Inference::filled_in(const Type& type, Open open, std::size_t& budget) const {
  if (budget == 0) return Kind::dyn;
  --budget;
  if (type.kind == Kind::variable) {
    if (const auto* known = found(type)) return filled_in(*known, open, budget);
    return open == Open::stays ? type : Type(Kind::dyn);
  }
  Type out = type;
  for (auto& parameter : out.parameters) parameter = filled_in(parameter, open, budget);
  return out;
}

Type Inference::resolve(const Type& type) const {
  auto budget = kMaxTypeParts;
  return filled_in(type, Open::stays, budget);
}

Type Inference::settle(const Type& type) const {
  auto budget = kMaxTypeParts;
  return filled_in(type, Open::becomes_dyn, budget);
}

}  // namespace sprintd::lang
