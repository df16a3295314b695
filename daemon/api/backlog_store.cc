#include "daemon/api/backlog_store.h"

#include <utility>

namespace sprintd::api {

BacklogStore::Put BacklogStore::put(std::string_view id, KeptBacklog backlog) {
  KeptBacklog old;  // freed after the lock: a large backlog takes its time to go
  const std::scoped_lock lock(mutex_);
  if (const auto found = kept_.find(id); found != kept_.end()) {
    old = std::exchange(found->second, std::move(backlog));
    return Put::replaced;
  }
  if (kept_.size() >= most_) return Put::full;
  kept_.emplace(std::string(id), std::move(backlog));
  return Put::created;
}

std::optional<KeptBacklog> BacklogStore::find(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return std::nullopt;
  return found->second;
}

bool BacklogStore::remove(std::string_view id) {
  KeptBacklog old;
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return false;
  old = std::move(found->second);
  kept_.erase(found);
  return true;
}

std::size_t BacklogStore::size() const {
  const std::scoped_lock lock(mutex_);
  return kept_.size();
}

}  // namespace sprintd::api
