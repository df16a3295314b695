#include "daemon/app/service_manager.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <fmt/format.h>
#include <string>
#include <systemd/sd-daemon.h>

namespace sprintd::app {
namespace {

// Which reload an answer of "ready" belongs to.
std::uint64_t monotonic_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1000;
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

}  // namespace

Result<std::optional<int>> ServiceManager::take_socket() {
  constexpr int kForgetEnvironment = 1;
  const int passed = ::sd_listen_fds(kForgetEnvironment);
  if (passed == 0) return std::nullopt;
  if (passed < 0) {
    return std::unexpected(
        Error{Code::socket_unusable, fmt::format("what the service manager passed: {}", std::strerror(-passed))});
  }
  if (passed > 1) {
    return std::unexpected(
        Error{Code::socket_unusable,
              fmt::format("the service manager passed {} sockets; the daemon listens on one", passed)});
  }
  return SD_LISTEN_FDS_START;
}

void ServiceManager::tell_ready(std::string_view status) { tell("READY=1\nSTATUS=" + on_one_line(status)); }

void ServiceManager::tell_reloading() {
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}\nSTATUS=Loading anew", monotonic_microseconds()));
}

void ServiceManager::tell_stopping() {
  tell("STOPPING=1\nSTATUS=Finishing what is in flight");
  const std::scoped_lock lock(telling_);
  is_stopping_ = true;
  ping_timer_.cancel();
}

void ServiceManager::start_pings() {
  std::uint64_t interval = 0;
  if (::sd_watchdog_enabled(0, &interval) <= 0) return;
  constexpr std::uint64_t kShortest = 1000, kLongest = 3'600'000'000;
  ping_interval_ = std::chrono::microseconds(std::clamp(interval / 2, kShortest, kLongest));
  ping();
}

void ServiceManager::ping() {
  tell("WATCHDOG=1");
  ping_timer_.expires_after(ping_interval_);
  ping_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error && !is_stopping_) ping();
  });
}

void ServiceManager::tell(std::string_view state) {
  const std::scoped_lock lock(telling_);
  if (is_stopping_) return;
  // Nothing follows from a failure: who does not listen is not told.
  (void)::sd_notify(0, std::string(state).c_str());
}

}  // namespace sprintd::app
