// Types that are found out as the checker goes: what an unknown type turned out to be, and which type fits which.
//
// Neighbours: checker.h asks it for every call, list and map. The rules are those of CEL's reference checker: `dyn`
// fits everything, null fits what can be absent, a type parameter becomes the first type that it meets or the more
// general of two that agree. Mutable; one for each checked expression.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "rules/lang/type.h"

namespace sprintd::lang {

class Inference {
 public:
  // A type that nothing is known about yet.
  Type fresh();
  // A signature's type with its parameters replaced; `names` carries them from one part of a signature to the next.
  Type instantiate(const Type& type, std::map<std::string, Type>& names);

  // May a value of `from` stand where `to` is asked for? What this finds out is kept if it may, forgotten if not.
  bool fits(const Type& from, const Type& to);
  bool fit(std::span<const Type> from, std::span<const Type> to);
  // The type of a collection that holds both.
  Type join(const Type& a, const Type& b);

  // With everything known so far filled in; what is open stays a variable.
  [[nodiscard]] Type resolve(const Type& type) const;
  // The same, and what is open is dyn.
  [[nodiscard]] Type settle(const Type& type) const;

 private:
  [[nodiscard]] const Type* found(const Type& variable) const;
  void learn(const Type& variable, const Type& type);
  void forget(std::size_t trail);
  bool assignable(const Type& from, const Type& to);
  void open_up(const Type& type);
  std::pair<bool, bool> substitutes(const Type& type, const Type& variable);
  [[nodiscard]] bool occurs(const Type& variable, const Type& type);
  enum class Open : std::uint8_t { stays, becomes_dyn };
  [[nodiscard]] Type filled_in(const Type& type, Open open, std::size_t& budget) const;

  std::vector<std::optional<Type>> known_;  // by number of the variable, which is its name
  std::vector<std::pair<std::size_t, std::optional<Type>>> trail_;
  std::size_t steps_ = 0;  // of one fit()
};

}  // namespace sprintd::lang
