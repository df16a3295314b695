#include "daemon/log/log_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace sprintd::log {
namespace {

constexpr mode_t kMode = 0640;

Error unwritable(const std::string& path, int reason) {
  return {Code::log_unwritable, fmt::format("cannot write the log {}: {}", path, std::strerror(reason))};
}

}  // namespace

Result<LogFile> LogFile::open(std::string path) {
  std::error_code ignored;  // open() says it better
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  // O_NONBLOCK: a pipe that nobody reads must not hold the daemon up. It means nothing to files.
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, kMode);
  if (descriptor < 0) return std::unexpected(unwritable(path, errno));
  return LogFile(std::move(path), descriptor);
}

LogFile::LogFile(LogFile&& other) noexcept { *this = std::move(other); }

LogFile& LogFile::operator=(LogFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_torn_, other.is_torn_);
  return *this;
}

LogFile::~LogFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> LogFile::write(std::string_view line) {
  std::string whole;
  if (is_torn_) {
    whole.reserve(line.size() + 1);
    whole += '\n';
    whole += line;
    line = whole;
  }
  ssize_t written = 0;
  do {
    written = ::write(descriptor_, line.data(), line.size());
  } while (written < 0 && errno == EINTR);
  if (written == static_cast<ssize_t>(line.size())) {
    is_torn_ = false;
    return {};
  }
  const int reason = written < 0 ? errno : ENOSPC;
  if (written > 0) is_torn_ = line[static_cast<std::size_t>(written) - 1] != '\n';
  return std::unexpected(unwritable(path_, reason));
}

}  // namespace sprintd::log
