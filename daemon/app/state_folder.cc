#include "daemon/app/state_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sprintd::app {

Result<StateFolder> StateFolder::open(const std::string& path) {
  ::mkdir(path.c_str(), 0700);  // where it fails, opening says why
  const int lock = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) {
    return std::unexpected(Error{Code::state_unwritable, fmt::format("{}: {}", path, std::strerror(errno))});
  }
  StateFolder folder(path, lock);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected(
        Error{Code::state_unwritable, fmt::format("{}: another sprintd keeps its state there", path)});
  }
  return folder;
}

StateFolder::~StateFolder() {
  if (lock_ >= 0) ::close(lock_);
}

std::string StateFolder::file(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

}  // namespace sprintd::app
