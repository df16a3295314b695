#include <csignal>

#include "cli/command.h"

int main(int argc, char** argv) {
  // A reader that went away shows as a write that fails, which has an exit code of its own.
  std::signal(SIGPIPE, SIG_IGN);
  auto process = sprintd::cli::this_process();
  return static_cast<int>(sprintd::cli::run({argv + (argc > 0 ? 1 : 0), argv + argc}, process));
}
