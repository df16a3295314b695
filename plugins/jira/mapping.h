// What a team says about its Jira: which issue type is which kind, which field holds points, which component is whose.
//
// Neighbours: mapping_tree.h reads the file, issue_item.h and sprints.h ask it. plugins/jira/README.md has the keys;
// they are rows of one table in mapping.cc. Names of Jira compare without case. A plain value once read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/jira/import_report.h"

namespace jira {

// An id of the organisation, as the mapping names it.
struct Named {
  std::string id;
  std::uint64_t begin = 0, end = 0;  // in the mapping file
};

template <typename Value>
using ByName = std::map<std::string, Value, std::less<>>;  // keys in lower case

struct Mapping {
  ByName<std::string> kinds;  // with the usual English names from the start
  std::string default_kind;
  ByName<std::string> statuses;
  std::set<std::string, std::less<>> cancelled;  // resolutions, lower case
  ByName<int> priorities;
  std::string points;        // field ids; empty: none named
  std::string sprint_field;  // empty: found by its shape
  ByName<Named> components, projects, boards, people;
  std::optional<Named> project, team;
  std::set<std::string, std::less<>> blocked_by, blocks;  // texts of links, lower case
  ByName<std::string> fields;                             // field of an item -> field of Jira
  ByName<std::string> custom_fields;                      // key in item.fields -> field of Jira

  Mapping();  // the defaults
};

// Reports every fault of the text; ids that `known` lacks are among them.
Mapping read_mapping(std::string_view text, const std::optional<sprint_plugin_sdk::KnownIds>& known, Report& report);

}  // namespace jira
