// A small planning schema with rows in memory, so that a measurement sees the language and hardly anything else.
//
// Neighbours: lang_bench.cc. Items 0 to kItems-1 differ in all fields that the expressions read. Immutable.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/environment.h"
#include "rules/lang/facts.h"
#include "rules/lang/schema.h"

namespace sprintd::bench {

class SampleRows : public lang::Facts {
 public:
  static constexpr std::uint32_t kItems = 64;

  SampleRows();

  // `item` in slot 0.
  [[nodiscard]] lang::Environment environment() const;
  [[nodiscard]] lang::Value item(std::uint32_t row) const { return lang::Value::of_entity(item_, row); }

  lang::Value field(lang::EntityType entity, std::uint32_t row, std::uint16_t slot, Arena& arena) const override;
  bool present(lang::EntityType, std::uint32_t, std::uint16_t) const override { return true; }
  lang::Value call(std::uint16_t, std::span<const lang::Value>, Arena& arena) const override {
    return lang::make_error(arena, "no functions here");
  }
  std::string_view id(lang::EntityType, std::uint32_t) const override { return ""; }
  const TimeZone& zone() const override { return zone_; }

 private:
  lang::Schema schema_;
  lang::EntityType item_{};
  lang::EntityType person_{};
  TimeZone zone_;
  std::array<std::vector<std::vector<lang::Value>>, 2> cells_;  // by entity, row and slot
  std::vector<std::string> texts_;
  std::vector<lang::Value> labels_;
};

}  // namespace sprintd::bench
