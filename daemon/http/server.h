// HTTP/1.1 on a Unix socket, and on TCP where that is wanted: accepts connections, reads requests within limits, hands
// them to a Handler, writes answers.
//
// Neighbours: session.h is one connection (the only user of Beast), socket_file.h owns the file in the file system,
// daemon/api is the Handler. Everything runs on the one thread that runs the io_context; a Handler may answer later and
// from any thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "daemon/http/message.h"
#include "daemon/http/socket_file.h"
#include "rules/base/result.h"

namespace sprintd::http {

struct Limits {
  std::size_t body_bytes = std::size_t{64} << 20;
  std::uint32_t header_bytes = 16 * 1024;
  std::size_t header_count = 100;  // fields of a header
  std::size_t connections = 1024;
  std::chrono::milliseconds idle{60'000};     // between requests
  std::chrono::milliseconds request{10'000};  // from the first byte of a request to its last
  std::chrono::milliseconds write{10'000};    // for each answer
};

// Takes one answer, at most once; from any thread.
using Respond = std::function<void(Response)>;

class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(Request request, Respond respond) = 0;
  // What is answered to a request that never became one: too large, too slow, malformed.
  virtual Response refuse(int status, std::string_view why) = 0;
};

class Server {
 public:
  Server(boost::asio::io_context& io, SocketFile socket, Limits limits, Handler& handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Also at this port of 127.0.0.1; before start(). Fails with Code::socket_unusable.
  Result<void> listen_on_loopback(std::uint16_t port);
  void start();
  // Stops accepting, lets requests in flight finish, closes idle connections; calls `done` when none is left.
  void stop(std::function<void()> done);
  // Closes every connection at once.
  void abort();
  [[nodiscard]] std::size_t connections() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sprintd::http
