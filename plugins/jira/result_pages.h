// The issues of an export: one list out of pages, whatever envelope Jira wrapped them in.
//
// Neighbours: json_text.h reads the files; import.cc goes on with the list. Three envelopes are known: the older search
// (startAt, maxResults, total, issues), the newer one of Cloud (issues, nextPageToken, isLast), and a bare array.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "plugins/jira/import_report.h"
#include "plugins/jira/json_tree.h"

namespace jira {

struct Issue {
  std::string key;
  Json json;
  Place place;

  [[nodiscard]] const Json& fields() const { return json["fields"]; }
  [[nodiscard]] const Json& field(std::string_view name) const { return fields()[name]; }
  [[nodiscard]] Place at(std::string_view name) const { return place.at("/fields" + pointer_step(name)); }
};

struct Export {
  std::vector<Issue> issues;  // each key once, in the order of its first page
  std::map<std::string, std::size_t, std::less<>> by_key;

  [[nodiscard]] const Issue* find(std::string_view key) const {
    const auto found = by_key.find(key);
    return found == by_key.end() ? nullptr : &issues[found->second];
  }
};

Export read_pages(const std::vector<sprint_plugin_sdk::Input>& files, Report& report);

}  // namespace jira
