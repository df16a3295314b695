#include "daemon/app/daemon.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/api/api.h"
#include "daemon/app/loading.h"
#include "daemon/app/startup.h"
#include "daemon/http/server.h"
#include "daemon/log/log.h"

namespace sprintd::app {
namespace asio = boost::asio;
namespace {

constexpr int kStopped = 0;
constexpr int kFailed = 5;

Instant wall_clock() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
}

log::Settings log_settings(const config::Config& config) {
  const auto level = config.log_level == "debug"     ? log::Level::debug
                     : config.log_level == "warning" ? log::Level::warning
                     : config.log_level == "error"   ? log::Level::error
                                                     : log::Level::info;
  return {
      .level = level, .form = config.log_format == "json" ? log::Form::json : log::Form::text, .file = config.log_file};
}

http::Limits limits_of(const config::Config& config) {
  return {.body_bytes = static_cast<std::size_t>(config.body_bytes),
          .header_bytes = static_cast<std::uint32_t>(config.header_bytes),
          .connections = static_cast<std::size_t>(config.connections),
          .idle = std::chrono::seconds(config.idle_seconds),
          .request = std::chrono::seconds(config.request_seconds),
          .write = std::chrono::seconds(config.request_seconds)};
}

// The parts of a running daemon, in the order of their making.
class Daemon {
 public:
  Daemon(const engine::Engine& engine, Inputs inputs) : engine_(engine), inputs_(std::move(inputs)) {}

  std::vector<Step> steps() {
    return {{"open the log", [this] { return open_log(); }, {}},
            {"start the pool", [this] { return start_pool(); }, [this] { pool_->join(); }},
            {"make the API", [this] { return make_api(); }, {}},
            {"listen", [this] { return listen(); }, [this] { server_.reset(); }},
            {"watch signals", [this] { return watch_signals(); }, {}}};
  }

  void serve() {
    server_->start();
    log_->write(log::Level::info, "ready",
                {{"socket", std::string_view(inputs_.config.socket)},
                 {"rules", static_cast<std::int64_t>(inputs_.rules->rules.size() + inputs_.rules->limits.size() +
                                                     inputs_.rules->authorities.size())},
                 {"digest", std::string_view(inputs_.rules->digest)}});
    io_.run();
    log_->write(log::Level::info, "stopped");
    if (was_cut_off_) end_now();
  }

 private:
  // An audit that nobody waits for any more may still be running on the pool: it must not keep the process alive.
  [[noreturn]] void end_now() {
    server_.reset();
    std::_Exit(kStopped);
  }

  Result<void> open_log() {
    auto log = log::Log::open(log_settings(inputs_.config));
    if (!log) return std::unexpected(log.error());
    log_.emplace(std::move(*log));
    return {};
  }

  Result<void> start_pool() {
    pool_.emplace(static_cast<std::size_t>(inputs_.config.threads));
    return {};
  }

  Result<void> make_api() {
    api_.emplace(
        api::Surroundings{.engine = &engine_,
                          .rules = inputs_.rules,
                          .organisation = inputs_.organisation,
                          .most_backlogs = static_cast<std::size_t>(inputs_.config.backlogs),
                          .now = wall_clock,
                          .run_aside = [this](std::function<void()> work) { asio::post(*pool_, std::move(work)); },
                          .on_served = [this](const api::Served& served) { log_served(served); }});
    return {};
  }

  Result<void> listen() {
    auto socket = http::SocketFile::listen(inputs_.config.socket, static_cast<mode_t>(inputs_.config.socket_mode));
    if (!socket) return std::unexpected(socket.error());
    server_.emplace(io_, std::move(*socket), limits_of(inputs_.config), *api_);
    return {};
  }

  Result<void> watch_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (!error) stop(signal);
    });
    return {};
  }

  void stop(int signal) {
    log_->write(log::Level::info, "stopping",
                {{"signal", static_cast<std::int64_t>(signal)},
                 {"connections", static_cast<std::int64_t>(server_->connections())}});
    deadline_.expires_after(std::chrono::seconds(inputs_.config.stop_seconds));
    deadline_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      log_->write(log::Level::warning, "requests in flight were cut off",
                  {{"connections", static_cast<std::int64_t>(server_->connections())}});
      server_->abort();
      io_.stop();
      was_cut_off_ = true;
    });
    server_->stop([this] { deadline_.cancel(); });
  }

  void log_served(const api::Served& served) {
    log_->write(log::Level::debug, "served",
                {{"method", served.method},
                 {"target", served.target},
                 {"status", std::int64_t{served.status}},
                 {"bytes_in", static_cast<std::int64_t>(served.bytes_in)},
                 {"bytes_out", static_cast<std::int64_t>(served.bytes_out)},
                 {"microseconds", std::int64_t{served.took.count()}}});
  }

  const engine::Engine& engine_;
  Inputs inputs_;
  bool was_cut_off_ = false;
  asio::io_context io_{1};
  asio::signal_set signals_{io_};
  asio::steady_timer deadline_{io_};
  std::optional<log::Log> log_;
  std::optional<asio::thread_pool> pool_;
  std::optional<api::Api> api_;
  std::optional<http::Server> server_;
};

}  // namespace

int run(const Options& options) {
  const engine::Engine engine;
  auto inputs = load_inputs(engine, options);
  if (!inputs) {
    std::fputs(inputs.error().text.c_str(), stderr);
    return inputs.error().exit_code;
  }
  std::fputs(inputs->warnings.c_str(), stderr);
  if (options.check_only) {
    std::printf("ok: %zu packs, %zu rules\n", inputs->rules->packs.size(),
                inputs->rules->rules.size() + inputs->rules->limits.size() + inputs->rules->authorities.size());
    return kStopped;
  }

  Daemon daemon(engine, std::move(*inputs));
  Startup startup(daemon.steps());
  if (auto started = startup.run(); !started) {
    const auto& failure = started.error();
    std::fprintf(stderr, "error[%s]: %s (to %s)\n", std::string(code_info(failure.error.code).name).c_str(),
                 failure.error.message.c_str(), std::string(failure.step).c_str());
    return kFailed;
  }
  daemon.serve();
  return kStopped;
}

}  // namespace sprintd::app
