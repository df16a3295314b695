// The description of the socket: OpenAPI 3.1, for other programs, made from the tables that the daemon works by.
//
// Neighbours: routes.def lists the calls, route_facts.h what else is to be said of them, openapi_schemas.h the schemas;
// api_operations.cc sends it, tests/daemon writes docs/openapi.yaml from it. Pure; safe from many threads at once.
#pragma once

#include <string>

namespace sprintd::api {

// JSON; the same for every daemon of this version. Made once.
const std::string& openapi_document();

}  // namespace sprintd::api
