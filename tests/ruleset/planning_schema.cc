#include "tests/ruleset/planning_schema.h"

#include "rules/base/diagnostic_text.h"

namespace sprintd::ruleset {
namespace {

using lang::Type;
using Kind = Type::Kind;

enum class Planning : std::uint8_t { organisation, person, team, project, sprint, item };

Type one(Planning entity) { return Type::of_entity(static_cast<lang::EntityType>(entity)); }
Type many(Planning entity) { return Type::list(one(entity)); }

struct Row {
  std::string name;
  Type type;
  std::string doc;
  std::vector<std::string> values;
  std::int32_t depends_on;
};

lang::Entity entity(std::string name, std::vector<Row> rows) {
  lang::Entity result{.name = std::move(name), .fields = {}};
  std::uint16_t slot = 0;
  for (auto& row : rows) {
    result.fields.push_back({.name = std::move(row.name),
                             .type = std::move(row.type),
                             .slot = slot++,
                             .doc = std::move(row.doc),
                             .values = std::move(row.values),
                             .depends_on = row.depends_on});
  }
  return result;
}

Row plain(std::string name, Type type, std::string doc = {}) {
  return {std::move(name), std::move(type), std::move(doc), {}, -1};
}
Row words(std::string name, std::vector<std::string> values) {
  return {std::move(name), Kind::string, {}, std::move(values), -1};
}

}  // namespace

lang::Schema planning_schema() {
  lang::Schema schema;
  schema.add(entity("organisation", {plain("name", Kind::string), plain("people", many(Planning::person))}));
  schema.add(entity("person", {plain("id", Kind::string),
                               plain("name", Kind::string),
                               words("track", {"technical", "management", "product"}),
                               plain("level", Kind::string),
                               plain("seniority", Kind::integer),
                               plain("manager", one(Planning::person)),
                               plain("capacity", Kind::real),
                               plain("reports", many(Planning::person)),
                               plain("teams", many(Planning::team)),
                               plain("leads", many(Planning::project)),
                               {"items", many(Planning::item), {}, {}, static_cast<std::int32_t>(Slot::sprint)}}));
  schema.add(entity("team", {plain("id", Kind::string), plain("name", Kind::string),
                             plain("tech_leads", many(Planning::person)), plain("members", many(Planning::person))}));
  schema.add(
      entity("project", {plain("id", Kind::string), plain("name", Kind::string), plain("lead", one(Planning::person)),
                         words("state", {"planned", "active", "done", "cancelled"})}));
  schema.add(entity("sprint", {plain("id", Kind::string), plain("committed", Kind::real), plain("capacity", Kind::real),
                               plain("items", many(Planning::item))}));
  schema.add(
      entity("item", {plain("id", Kind::string), plain("title", Kind::string, "one line"),
                      words("kind", {"user_story", "tech_debt", "chore", "infrastructure", "bug", "spike"}),
                      plain("points", Kind::real, "estimate in story points"), plain("project", one(Planning::project)),
                      plain("team", one(Planning::team)), plain("assignee", one(Planning::person)),
                      plain("pulled_by", one(Planning::person)), plain("pulled_at", Kind::timestamp),
                      plain("broken_down_by", one(Planning::person)), plain("blocked_by", many(Planning::item)),
                      plain("labels", Type::list(Kind::string)), plain("description", Kind::string),
                      plain("acceptance_criteria", Type::list(Kind::string)), plain("queue", Kind::string)}));
  schema.add({.name = "acts_as",
              .slot = 0,
              .arguments = {one(Planning::person), Kind::string, one(Planning::team)},
              .result = Kind::boolean,
              .doc = {},
              .depends_on = static_cast<std::int32_t>(Slot::now)});
  schema.add({.name = "seniority",
              .slot = 1,
              .arguments = {Kind::string},
              .result = Kind::integer,
              .doc = {},
              .depends_on = -1});
  return schema;
}

LoadedPacks load_text(std::string_view text) { return load_texts({{"team.yaml", std::string(text)}}); }

LoadedPacks load_texts(std::vector<PackText> texts) { return load_packs(std::move(texts), planning_schema()); }

std::string rendered(const LoadedPacks& loaded) {
  PlaceFinder places(loaded.rules != nullptr ? loaded.rules->sources : loaded.sources);
  return render_diagnostics(loaded.diagnostics, places);
}

}  // namespace sprintd::ruleset
