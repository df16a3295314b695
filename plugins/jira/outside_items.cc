#include "plugins/jira/outside_items.h"

#include "plugins/jira/issue_status.h"
#include "plugins/jira/words.h"

namespace jira {

std::string OutsideItems::mention_key(const std::string& key) {
  if (!key.empty() && pages_.find(key) == nullptr) items_.try_emplace(key);
  return key;
}

std::string OutsideItems::mention(const Json& mention, const Place& place) {
  auto key = mention_key(mention["key"].id());
  const auto found = items_.find(key);
  if (found == items_.end()) return key;
  auto& item = found->second;
  const auto& fields = mention["fields"];
  if (item.title.empty()) item.title = trim(fields["summary"].string());
  if (item.title.empty()) item.title = trim(mention["summary"].string());
  if (item.title.empty()) item.title = trim(mention["name"].string());
  if (item.kind.empty()) item.kind = kind_of(fields, mapping_);
  if (item.status.empty()) item.status = status_of(fields, mapping_, place.at("/fields/status"), key, report_);
  if (item.status.empty() && mention["done"].is_true()) item.status = "done";
  if (item.priority == 0) item.priority = priority_of(fields, mapping_);
  return key;
}

void OutsideItems::set_parent(const std::string& key, const std::string& parent) {
  if (const auto found = items_.find(key); found != items_.end()) found->second.parent = parent;
}

void OutsideItems::write(Json::Array& items, const std::map<std::string, std::vector<std::string>>& blockers) const {
  for (const auto& [key, item] : items_) {
    Json out;
    out.set("id", Json(key));
    if (!item.title.empty()) out.set("title", Json(item.title));
    if (!item.kind.empty()) out.set("kind", Json(item.kind));
    if (!item.status.empty()) out.set("status", Json(item.status));
    if (item.priority != 0) out.set("priority", Json(std::int64_t{item.priority}));
    if (!item.parent.empty()) out.set("parent", Json(item.parent));
    if (const auto blocked = blockers.find(key); blocked != blockers.end()) {
      Json ids{Json::Array()};
      for (const auto& id : blocked->second) ids.push(Json(id));
      out.set("blocked_by", std::move(ids));
    }
    items.push_back(std::move(out));
  }
}

}  // namespace jira
