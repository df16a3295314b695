// A mapping file as a tree of scalars, lists and maps, each with its bytes in the file.
//
// Neighbours: mapping.h gives it meaning. yaml-cpp is used in mapping_tree.cc alone. Plain values; pure function.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/jira/import_report.h"

namespace jira {

struct MappingNode {
  enum class Kind : std::uint8_t { null, scalar, list, map };
  Kind kind = Kind::null;
  std::string text;  // of a scalar
  std::uint64_t begin = 0, end = 0;
  std::vector<MappingNode> elements;  // of a list; of a map its values, in the order of the file
  std::vector<MappingNode> keys;      // of a map, repeated ones too: as many as elements
};

constexpr std::size_t kMaxMappingBytes = std::size_t{1} << 20;

// Reports what is wrong with the text itself and says null then. An empty file is an empty map.
MappingNode read_mapping_tree(std::string_view text, Report& report);

}  // namespace jira
