#include "rules/lang/schema.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sprintd::lang {
namespace {

// A list or map of anything is written bare: what it holds says nothing.
bool all_dyn(const std::vector<Type>& parameters) {
  return std::ranges::all_of(parameters, [](const Type& t) { return t.kind == Type::Kind::dyn; });
}

}  // namespace

EntityType Schema::add(Entity entity) {
  entities_.push_back(std::move(entity));
  return static_cast<EntityType>(entities_.size() - 1);
}

std::optional<EntityType> Schema::find(std::string_view name) const {
  const auto found = std::ranges::find(entities_, name, &Entity::name);
  if (found == entities_.end()) return std::nullopt;
  return static_cast<EntityType>(found - entities_.begin());
}

const Field* Schema::field(EntityType type, std::string_view name) const {
  const auto& fields = entity(type).fields;
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

std::string Schema::type_name(const Type& type) const {
  using Kind = Type::Kind;
  switch (type.kind) {
    case Kind::dyn:
      return "dyn";
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "bool";
    case Kind::integer:
      return "int";
    case Kind::uinteger:
      return "uint";
    case Kind::real:
      return "double";
    case Kind::string:
      return "string";
    case Kind::bytes:
      return "bytes";
    case Kind::timestamp:
      return "timestamp";
    case Kind::duration:
      return "duration";
    case Kind::list:
      return all_dyn(type.parameters) ? "list" : fmt::format("list({})", type_name(type.parameters[0]));
    case Kind::map:
      return all_dyn(type.parameters)
                 ? "map"
                 : fmt::format("map({}, {})", type_name(type.parameters[0]), type_name(type.parameters[1]));
    case Kind::type:
      return type.parameters.empty() ? "type" : fmt::format("type({})", type_name(type.parameters[0]));
    case Kind::optional:
      return fmt::format("optional({})", type_name(type.parameters[0]));
    case Kind::entity:
      return static_cast<std::size_t>(type.entity) < entities_.size() ? entity(type.entity).name : "entity";
    case Kind::opaque: {
      std::vector<std::string> parameters;
      for (const auto& parameter : type.parameters) parameters.push_back(type_name(parameter));
      return parameters.empty() ? type.name : fmt::format("{}({})", type.name, fmt::join(parameters, ", "));
    }
    case Kind::variable:
      return type.name;
    case Kind::error:
      return "error";
  }
  return "dyn";
}

}  // namespace sprintd::lang
