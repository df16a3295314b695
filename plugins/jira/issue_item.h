// One issue of the export as an item of the backlog document.
//
// Neighbours: import.cc calls it for each issue, after sprints.h and issue_links.h have looked at all of them. What
// Jira does not say stays absent: absent is unknown to rules. One import, one thread.
#pragma once

#include <set>
#include <string>

#include "plugins/jira/accounts.h"
#include "plugins/jira/import_report.h"
#include "plugins/jira/issue_links.h"
#include "plugins/jira/json_tree.h"
#include "plugins/jira/mapping.h"
#include "plugins/jira/sprints.h"

namespace jira {

class ItemWriter {
 public:
  ItemWriter(const Mapping& mapping, const IssueLinks& links, Accounts& accounts, Report& report)
      : mapping_(mapping), links_(links), accounts_(accounts), report_(report) {}

  Json write(const Issue& issue, const Membership& membership);

  // Projects that items name.
  [[nodiscard]] const std::set<std::string>& projects() const { return projects_; }

 private:
  void write_kind(const Issue& issue, Json& item);
  void write_points(const Issue& issue, Json& item);
  void write_priority(const Issue& issue, Json& item);
  void write_project(const Issue& issue, Json& item);
  void write_people(const Issue& issue, Json& item);
  void write_texts(const Issue& issue, Json& item);
  void write_times(const Issue& issue, Json& item);
  void write_mapped(const Issue& issue, Json& item);
  // A number, or digits in a string; reports what is neither. Null is nothing.
  std::optional<double> number(const Issue& issue, const std::string& field, std::string_view what);

  const Mapping& mapping_;
  const IssueLinks& links_;
  Accounts& accounts_;
  Report& report_;
  std::set<std::string> projects_;
};

}  // namespace jira
