#include "rules/schema/parts.h"

#include <fmt/format.h>

namespace sprintd::schema {

void write_head(json::Writer& json, std::string_view name, std::string_view title, std::string_view description) {
  json.member("$schema", "http://json-schema.org/draft-07/schema#");
  json.member("$id", std::string_view(fmt::format("urn:sprintd:schema:{}", name)));
  json.member("title", title);
  json.member("description", description);
}

void write_type(json::Writer& json, std::initializer_list<std::string_view> types) {
  json.key("type");
  if (types.size() == 1) {
    json.value(*types.begin());
    return;
  }
  json.begin_array();
  for (const auto type : types) json.value(type);
  json.end_array();
}

void write_scalar(json::Writer& json) { write_type(json, {"string", "number", "boolean"}); }

void write_enum(json::Writer& json, std::span<const std::string_view> words) {
  json.key("enum").begin_array();
  for (const auto word : words) json.value(word);
  json.end_array();
}

void write_reference(json::Writer& json, std::string_view name) {
  json.begin_object().member("$ref", std::string_view(fmt::format("#/definitions/{}", name))).end_object();
}

}  // namespace sprintd::schema
