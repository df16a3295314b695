// The sprints of an export, and which of its sprints an issue is in.
//
// Neighbours: sprint_string.h reads one of the four encodings; issue_item.h writes what membership() says. An issue
// remembers every sprint it was ever in, an item is in one: see choose(). Made from a whole export; then constant.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/jira/import_report.h"
#include "plugins/jira/json_tree.h"
#include "plugins/jira/mapping.h"
#include "plugins/jira/result_pages.h"

namespace jira {

struct Sprint {
  std::string id, name, state, starts, ends, goal, board;  // state in the words of a backlog; empty: not told
};

struct Membership {
  std::string sprint;             // empty: in none
  std::vector<std::string> past;  // the closed ones before it, oldest first
};

class Sprints {
 public:
  Sprints(const Export& pages, const Mapping& mapping, std::string_view asked, Report& report);

  [[nodiscard]] const std::map<std::string, Sprint, std::less<>>& all() const { return all_; }
  // Of the issue at this position of the export.
  [[nodiscard]] const Membership& membership(std::size_t issue) const { return memberships_[issue]; }

 private:
  using Ids = std::vector<std::string>;

  Ids read_issue(const Issue& issue);
  void read_value(const Json& value, const Place& place, const std::string& key, Ids& ids);
  void add(Sprint sprint, Ids& ids);
  [[nodiscard]] bool before(const std::string& a, const std::string& b) const;
  [[nodiscard]] std::string shared_by_all(const std::vector<Ids>& of_issues) const;
  // The sprint asked about; else an open one, the active before the planned; else, when no sprint of the export is
  // open, the one that all issues share; else the last.
  Membership choose(const Issue& issue, Ids ids, std::string_view asked, const std::string& shared);

  const Mapping& mapping_;
  Report& report_;
  std::map<std::string, Sprint, std::less<>> all_;
  std::vector<Membership> memberships_;
};

}  // namespace jira
