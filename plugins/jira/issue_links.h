// How issues hang together: who waits for whom, who is part of what.
//
// Neighbours: issue_item.h writes it into items, outside_items.h keeps what was not exported. A link stands at both of
// its issues: at one as `inwardIssue` with the type's inward text ("is blocked by"), at the other as `outwardIssue`
// with the outward text; either half is enough. Made from a whole export; then constant.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plugins/jira/import_report.h"
#include "plugins/jira/mapping.h"
#include "plugins/jira/outside_items.h"
#include "plugins/jira/result_pages.h"

namespace jira {

class IssueLinks {
 public:
  // Reports issues that wait for themselves in a circle as an error.
  IssueLinks(const Export& pages, const Mapping& mapping, OutsideItems& outside, Report& report);

  // Keys of those that must be done before; each once, in the order of the links.
  [[nodiscard]] const std::map<std::string, std::vector<std::string>>& blockers() const { return blockers_; }
  [[nodiscard]] std::string epic(const std::string& key) const { return of(epics_, key); }
  [[nodiscard]] std::string parent(const std::string& key) const { return of(parents_, key); }

 private:
  using KeyByKey = std::map<std::string, std::string>;

  static std::string of(const KeyByKey& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
  }
  void read_links(const Issue& issue);
  void read_family(const Issue& issue);
  void block(const std::string& blocked, const std::string& blocker, const Place& place);
  void report_circles();

  const Mapping& mapping_;
  OutsideItems& outside_;
  Report& report_;
  std::map<std::string, std::vector<std::string>> blockers_;
  std::map<std::pair<std::string, std::string>, Place> places_;  // of (blocked, blocker)
  KeyByKey epics_, parents_;
};

}  // namespace jira
