#include "daemon/app/daemon.h"

#include <atomic>
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
#include "daemon/app/file_watch.h"
#include "daemon/app/last_good.h"
#include "daemon/app/levels.h"
#include "daemon/app/loading.h"
#include "daemon/app/reloader.h"
#include "daemon/app/service_manager.h"
#include "daemon/app/settings.h"
#include "daemon/app/startup.h"
#include "daemon/app/state_folder.h"
#include "daemon/http/server.h"
#include "daemon/log/log.h"
#include "daemon/metrics/metrics.h"
#include "daemon/store/backlog_store.h"
#include "daemon/store/decision_writer.h"

namespace sprintd::app {
namespace asio = boost::asio;
namespace {

constexpr int kStopped = 0;
constexpr int kFailed = 5;

Instant wall_clock() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
}

// The parts of a running daemon, in the order of their making.
class Daemon {
 public:
  // `of_copy`: why the files could not be loaded, when the inputs are the last good copy; else empty.
  Daemon(const engine::Engine& engine, Options options, Inputs inputs, InputTexts texts,
         std::vector<std::string> places, std::string of_copy)
      : engine_(engine),
        options_(std::move(options)),
        inputs_(std::move(inputs)),
        texts_(std::move(texts)),
        places_(std::move(places)),
        of_copy_(std::move(of_copy)) {}

  std::vector<Step> steps() {
    return {{"watch signals", [this] { return watch_signals(); }, {}},
            {"take the socket over", [this] { return take_socket(); }, {}},
            {"open the log", [this] { return open_log(); }, {}},
            {"open the state folder", [this] { return open_state(); }, {}},
            {"open the log of decisions", [this] { return open_decision_log(); }, [this] { writer_.reset(); }},
            {"start the pool", [this] { return start_pool(); }, [this] { pool_->join(); }},
            {"make the API", [this] { return make_api(); }, {}},
            {"read the kept backlogs", [this] { return api_->snapshot().restore(); }, {}},
            {"watch files", [this] { return watch_files(); }, [this] { stop_reloading(); }},
            {"listen", [this] { return listen(); }, [this] { server_.reset(); }}};
  }

  void serve() {
    server_->start();
    log_->write(log::Level::info, "ready",
                {{"socket", std::string_view(socket_path_)},
                 {"rules", static_cast<std::int64_t>(inputs_.rules->rules.size() + inputs_.rules->limits.size() +
                                                     inputs_.rules->authorities.size())},
                 {"digest", std::string_view(inputs_.rules->digest)}});
    if (!of_copy_.empty()) {
      log_->write(log::Level::error, "started with the last good copy", {{"diagnostics", std::string_view(of_copy_)}});
    }
    tell_ready();
    manager_.start_pings();
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

  void tell_ready() {
    const auto status = reloader_->status();
    manager_.tell_ready(!status.stale      ? "Answering"
                        : status.from_copy ? "Answering with the last good copy: the files cannot be loaded"
                                           : "Answering with the set from before: the files cannot be loaded");
  }

  Result<void> take_socket() {
    auto socket = ServiceManager::take_socket();
    if (!socket) return std::unexpected(socket.error());
    if (*socket) {
      auto adopted = http::SocketFile::adopt(**socket);
      if (!adopted) return std::unexpected(adopted.error());
      socket_.emplace(std::move(*adopted));
    }
    return {};
  }

  Result<void> open_log() {
    auto log = log::Log::open(log_settings(inputs_.config));
    if (!log) return std::unexpected(log.error());
    log_.emplace(std::move(*log));
    return {};
  }

  Result<void> open_state() {
    if (inputs_.config.state.empty()) return {};
    auto folder = StateFolder::open(inputs_.config.state);
    if (!folder) return std::unexpected(folder.error());
    state_.emplace(std::move(*folder));
    if (of_copy_.empty()) keep_copy();
    texts_ = {};
    auto backlogs = store::BacklogStore::open(state_->file("backlogs.db"));
    if (!backlogs) return std::unexpected(backlogs.error());
    backlog_store_.emplace(std::move(*backlogs));
    return {};
  }

  void keep_copy() {
    if (const auto kept = write_last_good(inputs_.config.state, texts_); !kept) {
      log_->write(log::Level::error, "no copy of the last good set", {{"why", std::string_view(kept.error().message)}});
    }
  }

  Result<void> open_decision_log() {
    auto settings = record_settings(inputs_.config);
    if (!state_ || !settings) return {};
    settings->path = state_->file("decisions.db");
    settings->now = wall_clock;
    settings->tell = [this](const std::string& why) { log_recording(why); };
    writer_.emplace(std::move(*settings));
    const auto status = writer_->status();
    if (!status.failing || writer_->mode() == store::RecordMode::drop) return {};
    return std::unexpected(Error{Code::database_unusable, status.why});
  }

  Result<void> start_pool() {
    pool_.emplace(static_cast<std::size_t>(inputs_.config.threads));
    return {};
  }

  Result<void> make_api() {
    api_.emplace(
        api::Surroundings{.engine = &engine_,
                          .first = snapshot_of(inputs_, wall_clock()),
                          .backlogs = backlog_limits(inputs_.config),
                          .in_flight = in_flight_limits(inputs_.config),
                          .max_steps = static_cast<std::uint64_t>(inputs_.config.steps),
                          .backlog_store = backlog_store_ ? &*backlog_store_ : nullptr,
                          .recording = {.writer = writer_ ? &*writer_ : nullptr,
                                        .path = state_ ? state_->file("decisions.db") : std::string()},
                          .reload = [this] { return reloader_->reload("asked by a client"); },
                          .reload_status = [this] { return reloader_->status(); },
                          .now = wall_clock,
                          .run_aside = [this](std::function<void()> work) { asio::post(*pool_, std::move(work)); },
                          .run_reload = [this](auto work) { asio::post(*reload_thread_, std::move(work)); },
                          .on_served =
                              [this](const api::Served& served) {
                                count_served(served);
                                log_served(served);
                              },
                          .metrics = [this] { return metrics_text(); }});
    return {};
  }

  Result<void> watch_files() {
    reload_thread_.emplace(1);
    reloader_.emplace(
        Reloader::Surroundings{.engine = &engine_,
                               .options = options_,
                               .snapshot = &api_->snapshot(),
                               .now = wall_clock,
                               .tell = [this](bool is_fault, std::string_view event, std::string_view reason,
                                              std::string_view text) { log_reload(is_fault, event, reason, text); },
                               .on_places = [this](const std::vector<std::string>& places) { watch(places); },
                               .on_begin = [this] { manager_.tell_reloading(); },
                               .on_end = [this] { tell_ready(); }},
        inputs_.config, inputs_.digest, of_copy_);
    if (inputs_.config.watch) {
      watch_.emplace(io_, [this] { ask_for_look("files changed"); });
      watch_->watch(places_);
      poll();
    }
    return {};
  }

  // From any thread: the watch belongs to the I/O thread.
  void watch(const std::vector<std::string>& places) {
    asio::post(io_, [this, places] {
      if (watch_) watch_->watch(places);
    });
  }

  // Looks that are asked for while one waits are one.
  void ask_for_look(std::string_view reason) {
    if (look_waits_.exchange(true)) return;
    asio::post(*reload_thread_, [this, reason] {
      look_waits_ = false;
      reloader_->look(reason);
    });
  }

  void poll() {
    poll_timer_.expires_after(std::chrono::seconds(inputs_.config.poll_seconds));
    poll_timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      watch_->refresh();
      ask_for_look("contents differ");
      poll();
    });
  }

  void stop_reloading() {
    reloader_->stop();
    reload_thread_->join();
  }

  Result<void> listen() {
    if (!socket_) {
      auto made = make_socket();
      if (!made) return std::unexpected(made.error());
      socket_.emplace(std::move(*made));
    }
    socket_path_ = socket_->path();
    server_.emplace(io_, std::move(*socket_), http_limits(inputs_.config), *api_);
    if (inputs_.config.tcp_port == 0) return {};
    return server_->listen_on_loopback(static_cast<std::uint16_t>(inputs_.config.tcp_port));
  }

  [[nodiscard]] Result<http::SocketFile> make_socket() const {
    std::optional<gid_t> group;
    if (const auto& name = inputs_.config.socket_group; !name.empty()) {
      group = config::find_group(name);
      if (!group) {
        return std::unexpected(Error{Code::config_value_wrong, "socket_group: the system has no group '" + name + "'"});
      }
    }
    return http::SocketFile::listen(inputs_.config.socket, static_cast<mode_t>(inputs_.config.socket_mode), group);
  }

  // First of all: a signal that comes while the daemon starts is answered when it has started.
  Result<void> watch_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a log at the limit of its size is an error of write(2)
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.add(SIGHUP);
    wait_for_signal();
    return {};
  }

  void wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (error) return;
      if (signal != SIGHUP) return stop(signal);
      reopen_log();
      // Many of them in a row are as good as the last.
      if (!hangup_waits_.exchange(true)) {
        asio::post(*reload_thread_, [this] {
          hangup_waits_ = false;
          reloader_->reload("SIGHUP");
        });
      }
      wait_for_signal();
    });
  }

  // Whoever rotates logs renames the file, then sends SIGHUP.
  void reopen_log() {
    if (const auto reopened = log_->reopen(); !reopened) {
      log_->write(log::Level::error, "the log stays where it was",
                  {{"why", std::string_view(reopened.error().message)}});
    }
  }

  void stop(int signal) {
    manager_.tell_stopping();
    log_->write(log::Level::info, "stopping",
                {{"signal", static_cast<std::int64_t>(signal)},
                 {"connections", static_cast<std::int64_t>(server_->connections())}});
    poll_timer_.cancel();
    if (watch_) watch_->stop();
    reloader_->stop();
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

  void log_reload(bool is_fault, std::string_view event, std::string_view reason, std::string_view text) {
    log_->write(is_fault ? log::Level::error : log::Level::info, event,
                {{"reason", reason}, {is_fault ? "diagnostics" : "set", text}});
  }

  void log_recording(const std::string& why) {
    if (why.empty()) return log_->write(log::Level::info, "decisions are recorded again");
    log_->write(log::Level::error, "decisions cannot be recorded", {{"why", std::string_view(why)}});
  }

  std::string metrics_text() {
    const auto at = api_->snapshot().get();
    return metrics_.text(samples_of({.at = *at,
                                     .reloads = reloader_->status(),
                                     .writer = writer_ ? &*writer_ : nullptr,
                                     .connections = server_->connections(),
                                     .in_flight = api_->in_flight(),
                                     .started = started_}));
  }

  void count_served(const api::Served& served) {
    metrics_.count_request(served.route, served.method, served.status,
                           std::chrono::duration<double>(served.took).count());
    for (const auto answer : served.decided) metrics_.count_decision(outcome::answer_name(answer));
    for (const auto& [rule, verdict, count] : served.verdicts) {
      metrics_.count_verdicts(outcome::declaration(served.rules, rule).qualified_id, outcome::verdict_name(verdict),
                              count);
    }
  }

  void log_served(const api::Served& served) {
    log_->write(log::Level::debug, "served",
                {{"method", served.method},
                 {"target", served.target},
                 {"caller", served.caller},
                 {"trace", served.trace},
                 {"status", std::int64_t{served.status}},
                 {"bytes_in", static_cast<std::int64_t>(served.bytes_in)},
                 {"bytes_out", static_cast<std::int64_t>(served.bytes_out)},
                 {"microseconds", std::int64_t{served.took.count()}}});
  }

  const engine::Engine& engine_;
  Options options_;
  Inputs inputs_;
  InputTexts texts_;  // they are made of; until a copy of them is kept
  std::vector<std::string> places_;
  std::string of_copy_;
  std::atomic<bool> look_waits_ = false, hangup_waits_ = false;
  bool was_cut_off_ = false;
  asio::io_context io_{1};
  asio::signal_set signals_{io_};
  asio::steady_timer deadline_{io_};
  asio::steady_timer poll_timer_{io_};
  ServiceManager manager_{io_};
  std::optional<http::SocketFile> socket_;  // until the server has it
  std::string socket_path_;
  Instant started_ = wall_clock();
  metrics::Metrics metrics_;
  std::optional<log::Log> log_;
  std::optional<StateFolder> state_;
  std::optional<store::BacklogStore> backlog_store_;
  std::optional<store::DecisionWriter> writer_;
  std::optional<asio::thread_pool> pool_;
  std::optional<api::Api> api_;
  std::optional<asio::thread_pool> reload_thread_;
  std::optional<Reloader> reloader_;
  std::optional<FileWatch> watch_;
  std::optional<http::Server> server_;
};

// What was last in force, where the files cannot be loaded and there is a copy.
std::optional<std::pair<InputTexts, Inputs>> load_copy(const engine::Engine& engine, const config::Config& config,
                                                       const Options& options) {
  const auto* from_environment = std::getenv("STATE_DIRECTORY");
  const auto folder = !config.state.empty() ? config.state : std::string(from_environment ? from_environment : "");
  if (folder.empty()) return std::nullopt;
  auto texts = read_last_good(folder);
  if (!texts) {
    std::fprintf(stderr, "sprintd: no last good copy: %s\n", texts.error().message.c_str());
    return std::nullopt;
  }
  auto inputs = load_inputs(engine, *texts, options);
  if (!inputs) return std::nullopt;
  return std::pair(std::move(*texts), std::move(*inputs));
}

}  // namespace

int run(const Options& options) {
  // Files that changed and logs that were rotated before the daemon looks at them need no signal.
  std::signal(SIGHUP, SIG_IGN);
  const engine::Engine engine;
  config::Config config;
  auto texts = read_texts(options, config);
  auto inputs =
      texts ? load_inputs(engine, *texts, options) : std::expected<Inputs, LoadFailure>(std::unexpected(texts.error()));
  std::string of_copy;
  if (!inputs) {
    std::fputs(inputs.error().text.c_str(), stderr);
    auto copy = options.check_only ? std::nullopt : load_copy(engine, config, options);
    if (!copy) return inputs.error().exit_code;
    of_copy = inputs.error().text;
    texts = std::move(copy->first);
    inputs = std::move(copy->second);
    std::fputs("sprintd: starting with the last good copy\n", stderr);
  }
  std::fputs(inputs->warnings.c_str(), stderr);
  if (options.check_only) {
    std::printf("ok: %zu packs, %zu rules\n", inputs->rules->packs.size(),
                inputs->rules->rules.size() + inputs->rules->limits.size() + inputs->rules->authorities.size());
    return kStopped;
  }

  auto places = places_of_texts(options, inputs->config, *texts);
  Daemon daemon(engine, options, std::move(*inputs), std::move(*texts), std::move(places), std::move(of_copy));
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
