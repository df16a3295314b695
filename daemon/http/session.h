// One connection: reads a request, waits for its answer, writes it, and so on, within the limits of time and size.
//
// Neighbours: server.h owns the list of sessions; session.cc alone includes Beast. Requests of one connection are
// answered in order (pipelined ones wait in the buffer), and their answers are sent together as long as none of them
// waits for anything: for bytes of the peer, or for an answer that takes its time. Lives as long as something is
// pending on it; runs on the server's thread.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <functional>
#include <memory>

#include "daemon/http/server.h"

namespace sprintd::http {

class Session {
 public:
  virtual ~Session() = default;
  virtual void start() = 0;
  // Closes at once when idle, else after the answer in flight.
  virtual void finish() = 0;
  virtual void abort() = 0;
};

// `from_network`: anybody may be at the other end; of a Unix socket the kernel says who is.
std::shared_ptr<Session> make_session(boost::asio::generic::stream_protocol::socket socket, bool from_network,
                                      const Limits& limits, Handler& handler, std::function<void(Session*)> on_close);

}  // namespace sprintd::http
