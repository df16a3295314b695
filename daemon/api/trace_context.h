// The trace that a request belongs to, as its caller says: the header traceparent of W3C Trace Context.
//
// Neighbours: api.cc hands it to logs and records. https://www.w3.org/TR/trace-context/#traceparent-header. Pure.
#pragma once

#include <string_view>

namespace sprintd::api {

// The trace id, 32 hexadecimal digits; "" where the header is absent or not as the specification wants it.
std::string_view trace_id(std::string_view traceparent);

}  // namespace sprintd::api
