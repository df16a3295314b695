#include "plugins/jira/issue_status.h"

#include "plugins/jira/words.h"

namespace jira {
namespace {

std::string_view by_id(const std::string& id) {
  if (id == "2") return "todo";
  if (id == "4") return "doing";
  return id == "3" ? "done" : "";
}

std::string_view by_key(std::string_view key) {
  if (key == "new") return "todo";
  if (key == "indeterminate") return "doing";
  return key == "done" ? "done" : "";
}

}  // namespace

std::string status_of(const Json& fields, const Mapping& mapping, const Place& place, std::string_view key,
                      Report& report) {
  const auto& status = fields["status"];
  std::string result;
  const auto mapped = mapping.statuses.find(lower(status["name"].string()));
  if (mapped != mapping.statuses.end()) {
    result = mapped->second;
  } else {
    const auto& category = status["statusCategory"];
    const auto of_id = by_id(category["id"].id());
    const auto of_key = by_key(category["key"].string());
    if (!of_id.empty() && !of_key.empty() && of_id != of_key) {
      report.count(Severity::note, place.at("/statusCategory/key"), key,
                   "status category " + category["id"].id() + " has the key '" + std::string(category["key"].string()) +
                       "'; the number counts: " + std::string(of_id));
    }
    result = of_id.empty() ? of_key : of_id;
  }
  if (result == "done" && mapping.cancelled.contains(lower(fields["resolution"]["name"].string()))) return "cancelled";
  return result;
}

std::string kind_of(const Json& fields, const Mapping& mapping) {
  const auto mapped = mapping.kinds.find(lower(fields["issuetype"]["name"].string()));
  return mapped == mapping.kinds.end() ? std::string() : mapped->second;
}

int priority_of(const Json& fields, const Mapping& mapping) {
  const auto mapped = mapping.priorities.find(lower(fields["priority"]["name"].string()));
  return mapped == mapping.priorities.end() ? 0 : mapped->second;
}

}  // namespace jira
