// If-Match and If-None-Match: change this only if it is still what I saw.
//
// Neighbours: api_backlogs.cc asks before it changes what is kept. RFC 9110, 13.1. Pure.
#pragma once

#include "daemon/api/snapshot.h"
#include "daemon/http/message.h"

namespace sprintd::api {

// The condition that a PUT or DELETE sets; it always holds where the request sets none. Keeps no part of the request.
CurrentSnapshot::Condition precondition_of(const http::Request& request);
// Whether the one who gets it has it already, as If-None-Match says.
bool is_known(const http::Request& request, const KeptBacklog& kept);

}  // namespace sprintd::api
