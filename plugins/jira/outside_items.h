// What the export mentions but does not hold: blockers of other projects, epics, parents, subtasks. Each becomes an
// item outside every sprint, with what the mention tells.
//
// Neighbours: issue_links.h mentions them, import.cc writes them after the issues. Only what a reference of an item
// needs is kept: `relates to` and the like refer to nothing in a backlog. One import, one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plugins/jira/import_report.h"
#include "plugins/jira/json_tree.h"
#include "plugins/jira/mapping.h"
#include "plugins/jira/result_pages.h"

namespace jira {

class OutsideItems {
 public:
  OutsideItems(const Export& pages, const Mapping& mapping, Report& report)
      : pages_(pages), mapping_(mapping), report_(report) {}

  // The key to refer to it by; empty when the mention has none. `mention` is an issue in short, as links, parents and
  // subtasks show it, or an epic of the Agile API.
  std::string mention(const Json& mention, const Place& place);
  std::string mention_key(const std::string& key);
  void set_parent(const std::string& key, const std::string& parent);

  // Appended to the items; blockers by key, for those that links say are blocked.
  void write(Json::Array& items, const std::map<std::string, std::vector<std::string>>& blockers) const;

 private:
  struct Item {
    std::string title, kind, status, parent;
    int priority = 0;
  };
  const Export& pages_;
  const Mapping& mapping_;
  Report& report_;
  std::map<std::string, Item> items_;
};

}  // namespace jira
