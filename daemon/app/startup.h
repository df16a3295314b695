// Start-up as a list of named steps, undone in reverse: whatever was done is undone, whether the daemon stops or a step
// fails.
//
// Neighbours: daemon.cc lists the steps. One thread.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "rules/base/result.h"

namespace sprintd::app {

struct Step {
  std::string_view name;  // for the log: "listen"
  std::function<Result<void>()> run;
  std::function<void()> undo;  // may be empty
};

struct Failure {
  std::string_view step;
  Error error;
};

class Startup {
 public:
  explicit Startup(std::vector<Step> steps) : steps_(std::move(steps)) {}
  ~Startup() { undo(); }
  Startup(const Startup&) = delete;
  Startup& operator=(const Startup&) = delete;

  // All steps in order; at the first that fails, undoes those before it.
  std::expected<void, Failure> run();
  void undo();

 private:
  std::vector<Step> steps_;
  std::size_t done_ = 0;
};

}  // namespace sprintd::app
