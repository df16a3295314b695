// Pieces that all schemas are made of, over the JSON writer.
//
// Neighbours: the *_schema.cc files of this room and of daemon/config. Draft 7 of JSON Schema: what the YAML language
// server of editors and Debian's python3-jsonschema both know whole. Free functions.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "rules/json/writer.h"

namespace sprintd::schema {

// A day, 2026-03-02, or an instant with its zone.
constexpr std::string_view kDayOrInstant = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$";

// "$schema", "$id", "title" and "description" of a document whose object is open.
void write_head(json::Writer& json, std::string_view name, std::string_view title, std::string_view description);
// "type": one or a list of them.
void write_type(json::Writer& json, std::initializer_list<std::string_view> types);
// A scalar as packs take it: YAML reads 12 and true as other things than texts, and packs as the words they are.
void write_scalar(json::Writer& json);
void write_enum(json::Writer& json, std::span<const std::string_view> words);
// {"$ref": "#/definitions/NAME"} as the value of the open key.
void write_reference(json::Writer& json, std::string_view name);

}  // namespace sprintd::schema
