#include "rules/lang/type.h"

#include <utility>

namespace sprintd::lang {

Type Type::list(Type element) {
  Type type(Kind::list);
  type.parameters.push_back(std::move(element));
  return type;
}

Type Type::map(Type key, Type value) {
  Type type(Kind::map);
  type.parameters.push_back(std::move(key));
  type.parameters.push_back(std::move(value));
  return type;
}

Type Type::of_entity(EntityType entity) {
  Type type(Kind::entity);
  type.entity = entity;
  return type;
}

Type Type::variable(std::string name) {
  Type type(Kind::variable);
  type.name = std::move(name);
  return type;
}

Type Type::optional(Type value) {
  Type type(Kind::optional);
  type.parameters.push_back(std::move(value));
  return type;
}

Type Type::opaque(std::string name, std::vector<Type> parameters) {
  Type type(Kind::opaque);
  type.name = std::move(name);
  type.parameters = std::move(parameters);
  return type;
}

Type Type::of_type(Type named) {
  Type type(Kind::type);
  type.parameters.push_back(std::move(named));
  return type;
}

}  // namespace sprintd::lang
