#include "daemon/http/peer.h"

#include <cerrno>
#include <sys/socket.h>

namespace sprintd::http {

std::optional<Peer> peer_of(int descriptor) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  Peer peer{.user = credentials.uid, .groups = {credentials.gid}};
  std::vector<gid_t> more(32);
  for (int tries = 0; tries < 3; ++tries) {
    size = static_cast<socklen_t>(more.size() * sizeof(gid_t));
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, more.data(), &size) == 0) {
      more.resize(size / sizeof(gid_t));
      peer.groups.insert(peer.groups.end(), more.begin(), more.end());
      return peer;
    }
    if (errno != ERANGE) break;
    more.resize(size / sizeof(gid_t));
  }
  return peer;
}

}  // namespace sprintd::http
