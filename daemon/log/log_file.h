// A file that lines are added to, and that another may rename away: reopened, it goes on under its name.
//
// Neighbours: log.cc writes through it. Each line is one write(2), so that nothing waits in memory while files are
// exchanged. Never waits: not for a reader of a pipe, not for room on the disk. Move-only; one thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "rules/base/result.h"

namespace sprintd::log {

class LogFile {
 public:
  // Makes the file, readable by its owner and group, and the folders on the way to it. Fails with Code::log_unwritable.
  static Result<LogFile> open(std::string path);
  LogFile(LogFile&& other) noexcept;
  LogFile& operator=(LogFile&& other) noexcept;
  ~LogFile();

  // The whole line, with its end. One that the system does not take is gone; its cause is the error.
  Result<void> write(std::string_view line);
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  LogFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  std::string path_;
  int descriptor_ = -1;
  bool is_torn_ = false;  // the file ends in a piece of a line
};

}  // namespace sprintd::log
