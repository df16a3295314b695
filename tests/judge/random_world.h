// Random rows and variables for random expressions: values of every kind, extreme ones too, and many that are absent.
//
// Neighbours: random_expression.h writes expressions over this schema, judge_test.cc runs them. Immutable once made.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/environment.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/facts.h"
#include "tests/judge/random_source.h"

namespace sprintd::lang::judge {

// What expressions may name. One for all worlds.
struct Scenery {
  Scenery();

  Schema schema;
  EntityType item{};
  EntityType person{};
  Definitions definitions;
  std::vector<Variable> variables;

  [[nodiscard]] Environment environment() const;

 private:
  std::deque<std::string> texts_;
  std::deque<Origin> origins_;
};

class RandomWorld : public Facts {
 public:
  RandomWorld(const Scenery& scenery, std::uint64_t seed);

  [[nodiscard]] Activation activation() const { return {this, variables_}; }

  Value field(EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& arena) const override;
  bool present(EntityType entity, std::uint32_t row, std::uint16_t slot) const override;
  Value call(std::uint16_t function, std::span<const Value> arguments, Arena& arena) const override;
  Value incomparable(const Value& a, const Value& b, Arena& arena) const override;
  std::string_view id(EntityType, std::uint32_t) const override { return "row"; }
  const TimeZone& zone() const override { return zone_; }

 private:
  Value value_of(const Type& type, RandomSource& random);

  TimeZone zone_;
  Arena arena_;
  std::map<std::tuple<EntityType, std::uint32_t, std::uint16_t>, Value> cells_;
  std::vector<Value> variables_;
};

}  // namespace sprintd::lang::judge
