// The schemas of the description: of all that crosses the socket as JSON.
//
// Neighbours: answers.def has the rows, rules/schema the backlog's; openapi.cc writes the document around them. Pure.
#pragma once

#include <string_view>

#include "rules/json/writer.h"

namespace sprintd::api {

// The members of "components.schemas", into the open object.
void write_schemas(json::Writer& json);

// {"$ref": "#/components/KIND/NAME"}, a value.
void write_component(json::Writer& json, std::string_view kind, std::string_view name);
// The value of a form of answers.def.
void write_form(json::Writer& json, std::string_view form);

}  // namespace sprintd::api
