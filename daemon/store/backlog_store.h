// Kept backlogs on the disk: what a PUT was answered for is there after a restart, however the daemon ended.
//
// Neighbours: daemon/api/snapshot.h holds them in memory and writes here first. One file of SQLite; a change is on the
// disk when its call returns. Safe from many threads at once. All failures are Code::database_unusable.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/store/database.h"
#include "rules/base/calendar.h"

namespace sprintd::store {

struct StoredBacklog {
  std::string id;
  std::string media_type;
  std::string text;
  std::string owner;  // who put it: a caller's name
  Instant at{};       // when
};

class BacklogStore {
 public:
  static Result<BacklogStore> open(const std::string& path);

  Result<void> put(const StoredBacklog& backlog);
  Result<void> remove(std::string_view id);
  // All of them, by id.
  Result<void> each(const std::function<void(StoredBacklog)>& visit);

 private:
  explicit BacklogStore(Database database) : database_(std::move(database)) {}
  Database database_;
  std::unique_ptr<std::mutex> using_ = std::make_unique<std::mutex>();
};

}  // namespace sprintd::store
