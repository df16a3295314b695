// The people of an export: accounts of Jira to ids of persons.
//
// Neighbours: issue_item.h asks for each user it meets; import.cc writes those that the organisation lacks. A person's
// id is what the mapping says for the account, else accountId (Cloud), else name or key (Server). One import, one
// thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "plugins/jira/json_tree.h"
#include "plugins/jira/mapping.h"

namespace jira {

class Accounts {
 public:
  Accounts(const Mapping& mapping, const std::optional<sprint_plugin_sdk::KnownIds>& known);

  // The person's id; empty for null and for what is no user. A user picker may hold a list: the first.
  std::string person(const Json& user);

  // Those that the organisation lacks, with their names.
  [[nodiscard]] const std::map<std::string, std::string>& to_add() const { return to_add_; }

 private:
  const Mapping& mapping_;
  std::set<std::string, std::less<>> known_;
  std::map<std::string, std::string> to_add_;
};

}  // namespace jira
