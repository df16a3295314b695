// JSON texts of any origin to trees: UTF-8 is checked, depth is bounded, the first fault is told with its offset.
//
// Neighbours: result_pages.h reads the tracker's answers with it. nlohmann/json is used in json_text.cc alone, through
// its events, so that a text too deep ends before anything deep was built. Pure function.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "plugins/jira/json_tree.h"

namespace jira {

constexpr std::size_t kMaxJsonDepth = 64;

struct JsonFault {
  std::uint64_t offset;
  std::string message;
};

std::expected<Json, JsonFault> read_json(std::string_view text);

}  // namespace jira
