// The service manager that started the daemon, if one did: it may pass the socket, is told how things go, and notices
// when the I/O thread hangs.
//
// Neighbours: daemon.cc tells it, http::SocketFile adopts what it passed; service_manager.cc alone includes libsystemd.
// sd_listen_fds(3), sd_notify(3), sd_watchdog_enabled(3). Without a service manager everything here does nothing. The
// timer belongs to the I/O thread; what is told may be told from any.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>

#include "rules/base/result.h"

namespace sprintd::app {

class ServiceManager {
 public:
  explicit ServiceManager(boost::asio::io_context& io) : ping_timer_(io) {}

  // The one descriptor that was passed, for whoever asks first; nothing when the daemon makes its socket itself. Fails
  // with Code::socket_unusable when there are several.
  static Result<std::optional<int>> take_socket();

  // `status`: one line for people.
  void tell_ready(std::string_view status);
  void tell_reloading();
  // The last word: what is told later is dropped, and pings end. On the I/O thread.
  void tell_stopping();
  // From now on the thread that runs the io_context says twice in each interval that it is alive.
  void start_pings();

 private:
  void tell(std::string_view state);
  void ping();

  boost::asio::steady_timer ping_timer_;
  std::chrono::microseconds ping_interval_{};
  std::mutex telling_;
  bool is_stopping_ = false;
};

}  // namespace sprintd::app
