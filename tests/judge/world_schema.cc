// What there is in the world of the judge: rows of three entities, host functions, variables of many types.
#include <utility>

#include "tests/judge/random_world.h"

namespace sprintd::judge {

using lang::EntityType;
using lang::Type;
using Kind = lang::Type::Kind;

namespace {

using Named = std::pair<const char*, Type>;

void fill(lang::Schema& schema, EntityType entity, const std::vector<Named>& fields) {
  auto& all = schema.entity(entity).fields;
  for (const auto& [name, type] : fields) {
    lang::Field field;
    field.name = name;
    field.type = type;
    field.slot = static_cast<std::uint16_t>(all.size());
    all.push_back(std::move(field));
  }
}

}  // namespace

WorldSchema::WorldSchema() {
  item = schema.add(lang::Entity{"item", {}});
  person = schema.add(lang::Entity{"person", {}});
  project = schema.add(lang::Entity{"project", {}});
  const auto a_person = Type::of_entity(person);
  const auto a_project = Type::of_entity(project);
  const auto numbers = Type::map(Kind::string, Kind::integer);
  fill(schema, item,
       {{"title", Kind::string},
        {"points", Kind::real},
        {"priority", Kind::integer},
        {"assignee", a_person},
        {"helpers", Type::list(a_person)},
        {"labels", Type::list(Kind::string)},
        {"sizes", Type::list(Kind::integer)},
        {"created", Kind::timestamp},
        {"spent", Kind::duration},
        {"project", a_project},
        {"fields", Type::map(Kind::string, Kind::dyn)},
        {"weight", Kind::uinteger},
        {"digest", Kind::bytes},
        {"done", Kind::boolean},
        {"kind", Kind::string}});
  schema.entity(item).fields.back().values = {"bug", "chore", "tech_debt", "user_story"};
  fill(schema, person,
       {{"name", Kind::string},
        {"capacity", Kind::real},
        {"rung", Kind::integer},
        {"manager", a_person},
        {"leads", Type::list(a_project)},
        {"active", Kind::boolean}});
  fill(schema, project,
       {{"lead", a_person}, {"complexity", Kind::integer}, {"started", Kind::timestamp}, {"limits", numbers}});
  schema.add(lang::HostFunction{"acts_as", 7, {a_person, Kind::string}, Kind::boolean, "", -1});
  schema.add(lang::HostFunction{"seniority", 1, {Kind::string}, Kind::integer, "", -1});

  const std::vector<Named> named = {{"item", Type::of_entity(item)},
                                    {"person", a_person},
                                    {"now", Kind::timestamp},
                                    {"any", Kind::dyn},
                                    {"other", Kind::dyn},
                                    {"items", Type::list(Type::of_entity(item))},
                                    {"i", Kind::integer},
                                    {"j", Kind::integer},
                                    {"d", Kind::real},
                                    {"e", Kind::real},
                                    {"n", Kind::uinteger},
                                    {"s", Kind::string},
                                    {"t", Kind::string},
                                    {"b", Kind::bytes},
                                    {"len", Kind::duration},
                                    {"yes", Kind::boolean},
                                    {"no", Kind::boolean},
                                    {"ints", Type::list(Kind::integer)},
                                    {"reals", Type::list(Kind::real)},
                                    {"texts", Type::list(Kind::string)},
                                    {"lens", Type::list(Kind::duration)},
                                    {"mixed", Type::list(Kind::dyn)},
                                    {"nested", Type::list(Type::list(Kind::integer))},
                                    {"nums", numbers},
                                    {"keyed", Type::map(Kind::integer, Kind::string)},
                                    {"loose", Type::map(Kind::string, Kind::dyn)},
                                    {"maybe", Type::optional(Kind::integer)},
                                    {"perhaps", Type::optional(Kind::string)}};
  for (const auto& [name, type] : named) {
    variables.push_back({name, type, static_cast<std::uint16_t>(variables.size()), ""});
  }
}

lang::Environment WorldSchema::environment(const lang::Definitions& definitions) const {
  lang::Environment environment;
  environment.schema = &schema;
  environment.definitions = &definitions;
  environment.variables = variables;
  return environment;
}

}  // namespace sprintd::judge
