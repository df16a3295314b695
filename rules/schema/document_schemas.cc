// Backlogs and organisations, by the table of fields: what documents write, without what is computed.

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "rules/backlog/fields.h"
#include "rules/schema/parts.h"
#include "rules/schema/schemas.h"

namespace sprintd::schema {
namespace {

using backlog::EntityKind;
using backlog::FieldInfo;
using backlog::FieldOrigin;
using backlog::FieldType;

constexpr std::string_view kSchemaName = "sprintd.backlog/v1";

void write_list(json::Writer& json, std::string_view element_type) {
  write_type(json, {"array", "null"});
  json.key("items").begin_object().member("type", element_type).end_object();
}

// null is as good as absent; only a required field must be there.
void write_form(json::Writer& json, const FieldInfo& field) {
  switch (field.type) {
    case FieldType::boolean:
      return write_type(json, {"boolean", "null"});
    case FieldType::integer:
    case FieldType::real:
      write_type(json, {field.type == FieldType::integer ? "integer" : "number", "null"});
      if (std::isfinite(field.minimum)) json.member("minimum", field.minimum);
      if (std::isfinite(field.maximum)) json.member("maximum", field.maximum);
      return;
    case FieldType::string:
    case FieldType::reference:
      if (field.required) return write_type(json, {"string"});
      return write_type(json, {"string", "null"});
    case FieldType::choice:
      json.key("enum").begin_array();
      for (const auto choice : field.choices) json.value(choice);
      if (!field.required) json.null();
      json.end_array();
      return;
    case FieldType::date:
    case FieldType::end_date:
    case FieldType::instant:
      write_type(json, {"string", "null"});
      json.member("pattern", kDayOrInstant);
      return;
    case FieldType::string_list:
    case FieldType::reference_list:
      return write_list(json, "string");
    case FieldType::record_list:
      write_type(json, {"array", "null"});
      json.key("items");
      return write_reference(json, backlog::entity_name(field.target));
    case FieldType::ladder:
      write_type(json, {"object", "null"});
      json.key("additionalProperties").begin_object().member("type", "array");
      json.key("items").begin_object().member("type", "string").end_object().end_object();
      return;
    case FieldType::open:
      return;
  }
}

void write_entity(json::Writer& json, EntityKind kind) {
  json.member("type", "object").member("additionalProperties", false);
  json.key("properties").begin_object();
  for (const auto& field : backlog::fields_of(kind)) {
    if (field.origin != FieldOrigin::written) continue;
    json.key(field.name).begin_object().member("description", field.doc);
    write_form(json, field);
    json.end_object();
  }
  json.end_object();
  json.key("required").begin_array();
  for (const auto& field : backlog::fields_of(kind)) {
    if (field.required && field.origin == FieldOrigin::written) json.value(field.name);
  }
  json.end_array();
}

void write_definitions(json::Writer& json, EntityKind without) {
  json.key("definitions").begin_object();
  for (std::size_t i = 0; i < backlog::kEntityKinds; ++i) {
    const auto kind = static_cast<EntityKind>(i);
    if (kind == without) continue;
    json.key(backlog::entity_name(kind)).begin_object();
    write_entity(json, kind);
    json.end_object();
  }
  json.end_object();
}

// Null is as good as absent, here as in all fields.
void write_property(json::Writer& json, std::string_view key, std::string_view doc, EntityKind kind, bool is_list) {
  json.key(key).begin_object().member("description", doc);
  json.key(is_list ? "items" : "anyOf");
  if (!is_list) json.begin_array();
  write_reference(json, backlog::entity_name(kind));
  if (!is_list) json.begin_object().member("type", "null").end_object().end_array();
  if (is_list) write_type(json, {"array", "null"});
  json.end_object();
}

}  // namespace

std::string backlog_schema() {
  std::string out;
  json::Writer json(out, 2);
  json.begin_object();
  write_head(json, "backlog", "A backlog", "Sprints, items, and the organisation whose they are.");
  json.member("type", "object").member("additionalProperties", false);
  json.key("properties").begin_object();
  json.key("schema")
      .begin_object()
      .member("description", "which form of document this is")
      .member("const", kSchemaName);
  json.end_object();
  write_property(json, "organisation", "people, teams, projects and what holds between them", EntityKind::organisation,
                 false);
  write_property(json, "sprint", "the one sprint", EntityKind::sprint, false);
  write_property(json, "sprints", "several sprints", EntityKind::sprint, true);
  write_property(json, "items", "the items, in and out of sprints", EntityKind::item, true);
  json.end_object();
  json.key("required").begin_array().value("schema").end_array();
  json.key("not")
      .begin_object()
      .key("required")
      .begin_array()
      .value("sprint")
      .value("sprints")
      .end_array()
      .end_object();
  // Every kind is referred to.
  write_definitions(json, static_cast<EntityKind>(backlog::kEntityKinds));
  json.end_object();
  return out + '\n';
}

std::string organisation_schema() {
  std::string out;
  json::Writer json(out, 2);
  json.begin_object();
  write_head(json, "organisation", "An organisation in a file of its own",
             "People, teams, projects and what holds between them.");
  write_entity(json, EntityKind::organisation);
  write_definitions(json, EntityKind::organisation);
  json.end_object();
  return out + '\n';
}

}  // namespace sprintd::schema
