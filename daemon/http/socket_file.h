// A listening Unix socket and its file: made with the right mode, never stolen from a living owner, removed at the end.
// Or one that somebody else made and passed on: listened to, and its file left alone.
//
// Neighbours: server.h accepts from it; daemon/app/service_manager.h may pass one. Move-only; closes the descriptor and
// removes the file (if it is still the one it made) when it goes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>

#include "rules/base/result.h"

namespace sprintd::http {

class SocketFile {
 public:
  // Replaces a file that no process listens on; refuses one that somebody does (Code::socket_in_use) or that is no
  // socket, and a path longer than the system allows (Code::socket_unusable).
  // Until the file has its `group`, its mode lets in its owner alone.
  static Result<SocketFile> listen(const std::string& path, mode_t mode, std::optional<gid_t> group = std::nullopt);

  // Owns the descriptor from now on, whatever comes of it. One that is no listening Unix stream socket is refused
  // (Code::socket_unusable). The file is its maker's: neither changed nor removed.
  static Result<SocketFile> adopt(int descriptor);

  SocketFile(SocketFile&& other) noexcept;
  SocketFile& operator=(SocketFile&& other) noexcept;
  ~SocketFile();

  [[nodiscard]] const std::string& path() const { return path_; }
  // Hands the descriptor to its acceptor, which then closes it; the file stays this object's.
  int release_descriptor();

 private:
  SocketFile() = default;
  void remove();

  std::string path_;
  bool is_ours_ = false;  // the file
  int descriptor_ = -1;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace sprintd::http
