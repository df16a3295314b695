// The folder for what must outlive the process: one daemon's at a time.
//
// Neighbours: daemon.cc opens it first; last_good.h, daemon/store keep their files in it. Move-only; the lock goes with
// it, and with the process however that ends.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "rules/base/result.h"

namespace sprintd::app {

class StateFolder {
 public:
  // Makes the folder where there is none, for this user alone. Fails with Code::state_unwritable where that cannot be,
  // or another daemon has it.
  static Result<StateFolder> open(const std::string& path);

  StateFolder(StateFolder&& other) noexcept : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}
  StateFolder& operator=(StateFolder&&) = delete;
  ~StateFolder();

  [[nodiscard]] std::string file(std::string_view name) const;

 private:
  StateFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_;
};

}  // namespace sprintd::app
