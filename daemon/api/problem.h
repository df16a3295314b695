// Answers that say why there is none: problem documents (RFC 9457), or text for those who asked for text.
//
// Neighbours: api.h sends them, rules/engine/answer.h writes their bytes. Pure functions.
#pragma once

#include <string>

#include "daemon/http/message.h"
#include "rules/engine/answer.h"

namespace sprintd::api {

http::Response problem(int status, Code code, std::string detail, report::Format format = report::Format::json,
                       const report::Style& style = {});

// An answer of the engine with its headers.
http::Response to_response(engine::Answer answer);

}  // namespace sprintd::api
