// The clerk of a kept backlog, between two decisions: taken for the one, put back after it.
//
// Neighbours: snapshot.h has one for each kept backlog, api.h takes from it. Whoever finds nobody makes a clerk of
// their own; the last who comes back stays. Safe from many threads at once.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "rules/engine/clerk.h"

namespace sprintd::api {

class IdleClerk {
 public:
  // Null while another thread has it, and at first.
  std::unique_ptr<engine::Clerk> take() {
    const std::scoped_lock lock(mutex_);
    return std::move(idle_);
  }
  void put_back(std::unique_ptr<engine::Clerk> clerk) {
    const std::scoped_lock lock(mutex_);
    idle_.swap(clerk);
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<engine::Clerk> idle_;
};

}  // namespace sprintd::api
