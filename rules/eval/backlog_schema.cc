#include "rules/eval/backlog_schema.h"

#include <optional>
#include <string>
#include <utility>

#include "rules/backlog/slots.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::eval {
namespace {

using backlog::EntityKind;
using backlog::FieldType;
using lang::Type;

constexpr std::int32_t depends_on(ruleset::Slot slot) { return static_cast<std::int32_t>(slot); }

// Nothing for what expressions cannot read.
std::optional<Type> type_of(const backlog::FieldInfo& field) {
  switch (field.type) {
    case FieldType::boolean:
      return Type(Type::Kind::boolean);
    case FieldType::integer:
      return Type(Type::Kind::integer);
    case FieldType::real:
      return Type(Type::Kind::real);
    case FieldType::string:
    case FieldType::choice:
      return Type(Type::Kind::string);
    case FieldType::date:
    case FieldType::end_date:
    case FieldType::instant:
      return Type(Type::Kind::timestamp);
    case FieldType::reference:
      return Type::of_entity(entity_type(field.target));
    case FieldType::string_list:
      return Type::list(Type::Kind::string);
    case FieldType::reference_list:
    case FieldType::record_list:
      return Type::list(Type::of_entity(entity_type(field.target)));
    case FieldType::ladder:
      return Type::map(Type::Kind::string, Type::list(Type::Kind::string));
    case FieldType::open:
      break;
  }
  return std::nullopt;
}

std::int32_t dependency_of(EntityKind kind, std::uint16_t slot) {
  if (kind != EntityKind::person) return -1;
  if (slot == backlog::slot(EntityKind::person, "items")) return depends_on(ruleset::Slot::sprint);
  if (slot == backlog::slot(EntityKind::person, "roles")) return depends_on(ruleset::Slot::now);
  return -1;
}

lang::Entity entity_of(EntityKind kind) {
  lang::Entity entity{std::string(backlog::entity_name(kind)), {}};
  std::uint16_t slot = 0;
  for (const auto& info : backlog::fields_of(kind)) {
    if (auto type = type_of(info)) {
      lang::Field field;
      field.name = info.name;
      field.type = std::move(*type);
      field.slot = slot;
      field.doc = info.doc;
      field.values.assign(info.choices.begin(), info.choices.end());
      field.depends_on = dependency_of(kind, slot);
      entity.fields.push_back(std::move(field));
    }
    ++slot;
  }
  return entity;
}

}  // namespace

lang::Schema backlog_schema() {
  lang::Schema schema;
  for (std::size_t kind = 0; kind < backlog::kEntityKinds; ++kind) {
    schema.add(entity_of(static_cast<EntityKind>(kind)));
  }

  lang::HostFunction acts_as;
  acts_as.name = "acts_as";
  acts_as.slot = static_cast<std::uint16_t>(HostFunctionSlot::acts_as);
  acts_as.arguments = {Type::of_entity(entity_type(EntityKind::person)), Type::Kind::string,
                       Type::of_entity(entity_type(EntityKind::team))};
  acts_as.result = Type::Kind::boolean;
  acts_as.doc = "whether the person holds the role in the team, by appointment or by a delegation in force now";
  acts_as.depends_on = depends_on(ruleset::Slot::now);
  acts_as.enumerated = {{.argument = 1, .entity = entity_type(EntityKind::delegation), .field = "role"}};
  schema.add(std::move(acts_as));

  lang::HostFunction seniority;
  seniority.name = "seniority";
  seniority.slot = static_cast<std::uint16_t>(HostFunctionSlot::seniority);
  seniority.arguments = {Type::Kind::string};
  seniority.result = Type::Kind::integer;
  seniority.doc = "the rung of that name, from 1 in its track; rungs of different tracks do not compare";
  schema.add(std::move(seniority));
  return schema;
}

}  // namespace sprintd::eval
