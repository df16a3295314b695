// One question over HTTP on a Unix socket.
//
// Neighbours: ask.cc uses it. Boost.Beast is included by socket_client.cc alone: it is costly to compile. Blocks until
// the answer is there or the time is over.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/base/result.h"

namespace sprintd::cli {

struct SocketQuestion {
  std::string method;  // "POST"
  std::string target;  // "/v1/audits?width=100"
  std::string accept;
  std::string body;  // JSON; may be empty
};

struct SocketReply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

// Fails with Code::daemon_unreachable, daemon_timed_out or daemon_not_understood.
Result<SocketReply> ask_socket(const std::string& path, const SocketQuestion& question, int timeout_seconds);

}  // namespace sprintd::cli
