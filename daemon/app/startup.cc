#include "daemon/app/startup.h"

#include <utility>

namespace sprintd::app {

std::expected<void, Failure> Startup::run() {
  for (; done_ < steps_.size(); ++done_) {
    auto result = steps_[done_].run();
    if (!result) {
      Failure failure{steps_[done_].name, std::move(result.error())};
      undo();
      return std::unexpected(std::move(failure));
    }
  }
  return {};
}

void Startup::undo() {
  while (done_ > 0) {
    const auto& step = steps_[--done_];
    if (step.undo) step.undo();
  }
}

}  // namespace sprintd::app
