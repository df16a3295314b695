// Bounds of what a call takes, for the calls themselves and for their description.
//
// Neighbours: api_backlogs.cc and api_decisions.cc hold to them, openapi*.cc tell them. Constants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sprintd::api {

constexpr std::size_t kMaxIdBytes = 128;  // of a kept backlog
// The same as a regular expression; is_id() of api_backlogs.cc is the judge.
constexpr std::string_view kIdPattern = "^[A-Za-z0-9_-][A-Za-z0-9._-]*$";
constexpr std::int64_t kMostRecords = 1'000;   // of one page of the log
constexpr std::int64_t kDefaultRecords = 100;  // when the query does not say

}  // namespace sprintd::api
