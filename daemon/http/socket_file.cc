#include "daemon/http/socket_file.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace sprintd::http {
namespace {

std::unexpected<Error> unusable(const std::string& path, std::string_view reason) {
  return std::unexpected(Error{Code::socket_unusable, fmt::format("cannot listen on {}: {}", path, reason)});
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

bool somebody_listens(const sockaddr_un& address) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (probe < 0) return true;
  const int connected = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  // A full backlog (EAGAIN) is alive too; only a refusal says that the owner is gone.
  const bool dead = connected < 0 && (errno == ECONNREFUSED || errno == ENOENT);
  ::close(probe);
  return !dead;
}

}  // namespace

Result<SocketFile> SocketFile::listen(const std::string& path, mode_t mode, std::optional<gid_t> group) {
  if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
    return unusable(path, fmt::format("a socket's path has 1 to {} bytes", sizeof(sockaddr_un::sun_path) - 1));
  }
  const auto address = address_of(path);
  struct stat status{};
  if (::lstat(path.c_str(), &status) == 0) {
    if (!S_ISSOCK(status.st_mode)) return unusable(path, "there is a file of that name that is no socket");
    if (somebody_listens(address)) {
      return std::unexpected(Error{Code::socket_in_use, fmt::format("another process listens on {}", path)});
    }
    ::unlink(path.c_str());
  }

  SocketFile file;
  file.descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (file.descriptor_ < 0) return unusable(path, std::strerror(errno));
  // The file must never exist with a wider mode than asked for, not even before chmod.
  const mode_t before = ::umask(0777 & ~(group ? mode & 0700 : mode));
  const int bound = ::bind(file.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int bind_error = errno;
  ::umask(before);
  if (bound < 0) return unusable(path, std::strerror(bind_error));
  file.path_ = path;
  if (::lstat(path.c_str(), &status) == 0) {
    file.device_ = status.st_dev;
    file.inode_ = status.st_ino;
  }
  if (group && (::lchown(path.c_str(), static_cast<uid_t>(-1), *group) != 0 || ::chmod(path.c_str(), mode) != 0)) {
    return unusable(path, fmt::format("its group cannot be {}: {}", *group, std::strerror(errno)));
  }
  if (::listen(file.descriptor_, SOMAXCONN) < 0) return unusable(path, std::strerror(errno));
  return file;
}

SocketFile::SocketFile(SocketFile&& other) noexcept { *this = std::move(other); }

SocketFile& SocketFile::operator=(SocketFile&& other) noexcept {
  if (this != &other) {
    remove();
    path_ = std::exchange(other.path_, {});
    descriptor_ = std::exchange(other.descriptor_, -1);
    device_ = other.device_;
    inode_ = other.inode_;
  }
  return *this;
}

SocketFile::~SocketFile() { remove(); }

int SocketFile::release_descriptor() { return std::exchange(descriptor_, -1); }

void SocketFile::remove() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (path_.empty()) return;
  struct stat status{};
  const bool is_ours = ::lstat(path_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_;
  if (is_ours) ::unlink(path_.c_str());
  path_.clear();
}

}  // namespace sprintd::http
