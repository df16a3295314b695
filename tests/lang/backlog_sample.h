// A small schema in the manner of a backlog, for tests of the checker: items, people, teams, projects.
//
// Neighbours: checker tests. Header only; the slots are the positions in the lists below.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/lang/environment.h"
#include "rules/lang/schema.h"

namespace sprintd::lang::testing {

struct BacklogSample {
  Schema schema;
  EntityType item{}, person{}, project{};

  BacklogSample() {
    using Kind = Type::Kind;
    item = schema.add(Entity{"item", {}});
    person = schema.add(Entity{"person", {}});
    project = schema.add(Entity{"project", {}});
    const Type a_person = Type::of_entity(person);
    const Type a_project = Type::of_entity(project);
    fill(item, {{"id", Kind::string, ""},
                {"title", Kind::string, ""},
                {"points", Kind::real, "estimate in story points"},
                {"priority", Kind::integer, "1 is first"},
                {"assignee", a_person, ""},
                {"helpers", Type::list(a_person), ""},
                {"labels", Type::list(Kind::string), ""},
                {"created", Kind::timestamp, ""},
                {"project", a_project, ""},
                {"fields", Type::map(Kind::string, Kind::dyn), ""}});
    add_values(item, {"kind", Kind::string, "what sort of work"}, {"bug", "chore", "tech_debt", "user_story"});
    add_values(item, {"phases", Type::list(Kind::string), ""}, {"build", "design"});
    fill(person, {{"id", Kind::string, ""},
                  {"name", Kind::string, ""},
                  {"capacity", Kind::real, "points this sprint"},
                  {"manager", a_person, ""},
                  {"leads", Type::list(a_project), ""}});
    fill(project, {{"id", Kind::string, ""}, {"lead", a_person, ""}, {"complexity", Kind::integer, ""}});
    add_values(project, {"state", Kind::string, ""}, {"active", "done", "planned"});
    schema.add(HostFunction{"acts_as", 7, {a_person, Kind::string}, Kind::boolean, "", -1});
    schema.add(HostFunction{"seniority", 1, {Kind::string}, Kind::integer, "", -1});
  }

  // `item` in slot 0, `person` in slot 1, `now` in slot 2, `org` in slot 3 (of any type).
  [[nodiscard]] Environment environment(const Definitions* definitions = nullptr) const {
    Environment environment;
    environment.schema = &schema;
    environment.definitions = definitions;
    environment.variables.push_back({"item", Type::of_entity(item), 0, ""});
    environment.variables.push_back({"person", Type::of_entity(person), 1, ""});
    environment.variables.push_back({"now", Type::Kind::timestamp, 2, ""});
    environment.variables.push_back({"any", Type::Kind::dyn, 3, ""});
    return environment;
  }

 private:
  struct Row {
    std::string name;
    Type type;
    std::string doc;
  };

  void fill(EntityType entity, std::vector<Row> rows) {
    for (auto& row : rows) add_values(entity, std::move(row), {});
  }

  void add_values(EntityType entity, Row row, std::vector<std::string> values) {
    auto& fields = schema.entity(entity).fields;
    const auto slot = static_cast<std::uint16_t>(fields.size());
    fields.push_back({std::move(row.name), std::move(row.type), slot, std::move(row.doc), std::move(values), -1});
  }
};

}  // namespace sprintd::lang::testing
