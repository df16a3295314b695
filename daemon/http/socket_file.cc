#include "daemon/http/socket_file.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
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

// The path that a socket is bound to; "@name" of one that is in no file system.
std::string name_of(int descriptor) {
  sockaddr_un address{};
  socklen_t size = sizeof address;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  const auto offset = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path));
  if (size <= offset) return {};
  if (address.sun_path[0] == '\0') return "@" + std::string(address.sun_path + 1, size - offset - 1);
  return {address.sun_path, ::strnlen(address.sun_path, size - offset)};
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
  file.is_ours_ = true;
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

Result<SocketFile> SocketFile::adopt(int descriptor) {
  SocketFile file;
  file.descriptor_ = descriptor;
  file.path_ = fmt::format("descriptor {}", descriptor);
  const auto is = [descriptor](int option, int wanted) {
    int value = 0;
    socklen_t size = sizeof value;
    return ::getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 && value == wanted;
  };
  if (!is(SO_DOMAIN, AF_UNIX) || !is(SO_TYPE, SOCK_STREAM)) {
    return unusable(file.path_, "what was passed is no Unix stream socket");
  }
  if (!is(SO_ACCEPTCONN, 1)) return unusable(file.path_, "the socket that was passed does not listen");
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0 || ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 ||
      ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) {
    return unusable(file.path_, std::strerror(errno));
  }
  if (auto name = name_of(descriptor); !name.empty()) file.path_ = std::move(name);
  return file;
}

SocketFile::SocketFile(SocketFile&& other) noexcept { *this = std::move(other); }

SocketFile& SocketFile::operator=(SocketFile&& other) noexcept {
  if (this != &other) {
    remove();
    path_ = std::exchange(other.path_, {});
    is_ours_ = std::exchange(other.is_ours_, false);
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
  if (!std::exchange(is_ours_, false)) return;
  struct stat status{};
  const bool is_the_same = ::lstat(path_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_;
  if (is_the_same) ::unlink(path_.c_str());
}

}  // namespace sprintd::http
