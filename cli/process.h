// What a process has from its surroundings: where it writes, its environment, its own path, the time.
//
// Neighbours: main.cc makes the real one, tests their own; commands take everything from here, so that they can be run
// in process. The wall clock is read once, when it is made. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "rules/base/calendar.h"
#include "rules/base/result.h"

namespace sprintd::cli {

struct Process {
  int out = 1;  // file descriptors
  int err = 2;
  std::function<std::optional<std::string>(const char*)> variable;  // of the environment
  std::filesystem::path program;                                    // its own file
  Instant now{};                                                    // whole seconds
};

Process this_process();

// Fails with Code::output_unwritable and the system's reason.
Result<void> write_all(int descriptor, std::string_view text, std::string_view name);
Result<void> write_file(const std::string& path, std::string_view text);
// The same for a file that is there: its new text takes the place of the old one at once, or not at all. Its mode
// stays, and a link keeps pointing at it. What is no file (a device, a pipe) or may not be written is refused.
Result<void> replace_file(const std::string& path, std::string_view text);

// The terminal behind a descriptor: its columns, or nothing when it is none.
std::optional<int> terminal_columns(int descriptor);

}  // namespace sprintd::cli
