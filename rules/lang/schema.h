// What an expression may read: the entity types, their fields with types and slots, and the enumerated values.
//
// Neighbours: rules/eval makes one from the field table of the backlog, the checker (checker.h) resolves names with it,
// Facts (facts.h) answers with the same slots. Immutable while expressions are checked; the language knows nothing of
// what the entities mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/lang/type.h"

namespace sprintd::lang {

struct Field {
  std::string name;
  Type type;
  std::uint16_t slot = 0;           // what Facts::field is asked for
  std::string doc;                  // "estimate in story points"
  std::vector<std::string> values;  // the only strings it can have, if the schema enumerates them
  // The variable that its value depends on besides the row, by slot; -1 for none. (person.items depends on `sprint`.)
  std::int32_t depends_on = -1;
};

// A function that the program around the language provides: acts_as, seniority. Facts::call answers it.
struct HostFunction {
  std::string name;
  std::uint16_t slot = 0;  // what Facts::call is asked for
  std::vector<Type> arguments;
  Type result;
  std::string doc;
  std::int32_t depends_on = -1;  // as for a Field: acts_as depends on `now`
  // A text argument that can only be what this enumerated field can be: the role of acts_as.
  struct EnumeratedArgument {
    std::size_t argument = 0;
    EntityType entity{};
    std::string field;
  };
  std::vector<EnumeratedArgument> enumerated = {};
  bool member = false;  // called as target.name(...): the target is argument 0
};

struct Entity {
  std::string name;  // "item"
  std::vector<Field> fields;
};

class Schema {
 public:
  EntityType add(Entity entity);
  Entity& entity(EntityType type) { return entities_[static_cast<std::size_t>(type)]; }
  [[nodiscard]] const Entity& entity(EntityType type) const { return entities_[static_cast<std::size_t>(type)]; }
  void add(HostFunction function) { functions_.push_back(std::move(function)); }
  [[nodiscard]] const std::vector<HostFunction>& functions() const { return functions_; }
  [[nodiscard]] std::optional<EntityType> find(std::string_view name) const;
  [[nodiscard]] const Field* field(EntityType type, std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return entities_.size(); }

  // "item", "list of people ids"-free words for messages: "double", "list(string)", "item".
  [[nodiscard]] std::string type_name(const Type& type) const;

 private:
  std::vector<Entity> entities_;
  std::vector<HostFunction> functions_;
};

}  // namespace sprintd::lang
