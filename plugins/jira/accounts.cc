#include "plugins/jira/accounts.h"

#include "plugins/jira/words.h"

namespace jira {

Accounts::Accounts(const Mapping& mapping, const std::optional<sprint_plugin_sdk::KnownIds>& known)
    : mapping_(mapping) {
  if (known) known_.insert(known->people.begin(), known->people.end());
}

std::string Accounts::person(const Json& user) {
  if (user.is_array()) return user.elements().empty() ? std::string() : person(user.elements().front());
  // The older APIs write the bare name into some fields.
  std::string id(user.string());
  for (const auto* name : {"accountId", "name", "key"}) {
    if (id.empty()) id = user[name].id();
  }
  if (id.empty()) return {};
  std::string shown(user["displayName"].string());
  for (const auto& alias : {id, std::string(user["key"].string()), std::string(user["emailAddress"].string()), shown}) {
    const auto mapped = mapping_.people.find(lower(alias));
    if (mapped != mapping_.people.end()) {
      id = mapped->second.id;
      break;
    }
  }
  if (!known_.contains(id)) to_add_.try_emplace(id, shown.empty() ? id : shown);
  return id;
}

}  // namespace jira
