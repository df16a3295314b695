#include "bench/sample_rows.h"

#include <fmt/format.h>

namespace sprintd::bench {

using lang::Type;
using lang::Value;
using Kind = lang::Type::Kind;

SampleRows::SampleRows() {
  item_ = schema_.add(lang::Entity{"item", {}});
  person_ = schema_.add(lang::Entity{"person", {}});
  const auto fill = [this](lang::EntityType entity, std::vector<std::pair<std::string, Type>> fields) {
    for (auto& [name, type] : fields) {
      const auto slot = static_cast<std::uint16_t>(schema_.entity(entity).fields.size());
      schema_.entity(entity).fields.push_back({std::move(name), std::move(type), slot, "", {}, -1});
    }
  };
  const auto person = Type::of_entity(person_);
  fill(item_, {{"id", Kind::string},
               {"points", Kind::real},
               {"priority", Kind::integer},
               {"kind", Kind::string},
               {"status", Kind::string},
               {"labels", Type::list(Kind::string)},
               {"assignee", person}});
  fill(person_, {{"name", Kind::string}, {"manager", person}});

  static constexpr std::array<std::string_view, 5> kLabels = {"core", "queue", "slow", "later", "x"};
  for (const auto label : kLabels) labels_.push_back(Value::of(label));
  texts_.reserve(kItems);
  for (std::uint32_t row = 0; row < kItems; ++row) {
    const std::string_view id = texts_.emplace_back(fmt::format("TD-{}", row));
    cells_[0].push_back({Value::of(id), Value::of(static_cast<double>(2 + row % 11)),
                         Value::of(std::int64_t{1 + row % 3}), Value::of(std::string_view{"chore"}),
                         Value::of(std::string_view{"todo"}), Value::of_list(labels_),
                         Value::of_entity(person_, row % 2)});
  }
  cells_[1].push_back({Value::of(std::string_view{"Ada"}), Value::of_entity(person_, 2)});
  cells_[1].push_back({Value::of(std::string_view{"Bob"}), Value::of_entity(person_, 0)});
  cells_[1].push_back({Value::of(std::string_view{"Grace"}), Value::of_entity(person_, 2)});
}

lang::Environment SampleRows::environment() const {
  lang::Environment environment;
  environment.schema = &schema_;
  environment.variables.push_back({"item", Type::of_entity(item_), 0, ""});
  return environment;
}

Value SampleRows::field(lang::EntityType entity, std::uint32_t row, std::uint16_t slot, Arena&) const {
  return cells_[static_cast<std::size_t>(entity)][row][slot];
}

}  // namespace sprintd::bench
