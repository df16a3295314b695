// Who is at the other end of a Unix socket, as the kernel says.
//
// Neighbours: session.cc asks once for each connection, daemon/api finds out what the peer may. unix(7): SO_PEERCRED,
// SO_PEERGROUPS: the ids at the time of connect(2), whatever the process becomes afterwards. A value.
#pragma once

#include <optional>
#include <sys/types.h>
#include <vector>

namespace sprintd::http {

struct Peer {
  uid_t user = 0;
  std::vector<gid_t> groups;  // its own first, then the supplementary ones
};

// Nothing where the kernel does not say.
std::optional<Peer> peer_of(int descriptor);

}  // namespace sprintd::http
