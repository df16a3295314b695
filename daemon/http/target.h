// The target of a request taken apart: path segments and query parameters, percent-decoded.
//
// Neighbours: message.h has the raw target, daemon/api/routes matches the segments. Pure; a malformed escape makes the
// whole target invalid.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sprintd::http {

struct Target {
  std::vector<std::string> segments;         // "/v1/backlogs/s-42" -> v1, backlogs, s-42
  std::map<std::string, std::string> query;  // the last of equal names
};

std::optional<Target> parse_target(std::string_view target);

}  // namespace sprintd::http
