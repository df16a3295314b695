// The data of one comparison: rows with what they have and lack by chance, and a value for each variable.
//
// Neighbours: ExpressionMaker (expression_maker.h) makes expressions over this schema; judgement.h evaluates them over
// a World. Among the values are the extreme and the odd: NaN, the ends of the integers, texts in several scripts,
// integers with scales, lists with absent elements. Immutable once made; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/environment.h"
#include "rules/lang/facts.h"
#include "rules/lang/schema.h"
#include "tests/judge/random.h"

namespace sprintd::judge {

struct WorldSchema {
  lang::Schema schema;
  lang::EntityType item{}, person{}, project{};
  std::vector<lang::Variable> variables;

  WorldSchema();
  [[nodiscard]] lang::Environment environment(const lang::Definitions& definitions) const;
};

class World : public lang::Facts {
 public:
  World(const WorldSchema& schema, Random& random);

  lang::Value field(lang::EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& arena) const override;
  bool present(lang::EntityType entity, std::uint32_t row, std::uint16_t slot) const override;
  lang::Value call(std::uint16_t function, std::span<const lang::Value> arguments, Arena& arena) const override;
  lang::Value incomparable(const lang::Value& a, const lang::Value& b, Arena& arena) const override;
  std::string_view id(lang::EntityType entity, std::uint32_t row) const override;
  const TimeZone& zone() const override { return zone_; }

  [[nodiscard]] const std::vector<lang::Value>& variables() const { return variables_; }
  // The variables and fields whose names stand in the expression, with their values: for messages.
  [[nodiscard]] std::string text(const std::string& expression) const;

 private:
  lang::Value value(const lang::Type& type, Random& random, int depth);
  lang::Value scalar(lang::Type::Kind kind, Random& random);
  lang::Value list_of(const lang::Type& element, Random& random, int depth);
  lang::Value map_of(const lang::Type& type, Random& random, int depth);
  lang::Value any_value(Random& random, int depth);
  lang::Value row_of(lang::EntityType entity, Random& random) const;
  lang::Value field_value(const lang::Field& field, Random& random);

  const WorldSchema& schema_;
  Arena arena_;
  TimeZone zone_;
  std::map<std::tuple<lang::EntityType, std::uint32_t, std::uint16_t>, lang::Value> cells_;
  std::vector<lang::Value> variables_;
};

}  // namespace sprintd::judge
