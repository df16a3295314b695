// The program sprintd, run as a process by tests.
//
// Neighbours: daemon_test.cc, reload_test.cc, descriptors_test.cc, service_manager_test.cc. Processes end with the
// object that started them.
#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <optional>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "rules/base/files.h"
#include "tests/daemon/raw_client.h"

namespace sprintd::test {

inline const std::string kRoot = SPRINTD_SOURCE_DIR;
inline const std::string kProgram = SPRINTD_TEST_BIN_DIR "/sprintd";

// What a service manager gives to a process that it starts.
struct Service {
  std::string environment = {};  // "NAME=value NAME=value", for a shell
  std::string wrapper = {};      // a command that becomes the program: "setpriv --bounding-set=-all"
  int socket = -1;               // passed as descriptor 3; -1: none
};

// A process started with standard error in a file; ended and waited for at the latest when it goes.
class Process {
 public:
  Process(std::vector<std::string> arguments, const std::string& error_file, const Service& service = {}) {
    arguments.insert(arguments.begin(), kProgram);
    if (!service.environment.empty() || !service.wrapper.empty() || service.socket >= 0) {
      // The shell knows the number of the process that it becomes.
      const auto passed = service.socket < 0 ? "" : "LISTEN_PID=$$ LISTEN_FDS=1 ";
      arguments.insert(
          arguments.begin(),
          {"/bin/sh", "-c", fmt::format("{}{} exec {} \"$0\" \"$@\"", passed, service.environment, service.wrapper)});
    }
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (service.socket >= 0) posix_spawn_file_actions_adddup2(&actions, service.socket, 3);
    REQUIRE(posix_spawn(&id_, argv.front(), &actions, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Process() {
    if (id_ > 0) {
      ::kill(id_, SIGKILL);
      ::waitpid(id_, nullptr, 0);
    }
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  void signal(int number) const { ::kill(id_, number); }
  // The exit code; -1 when it was ended by a signal.
  int wait() {
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_ = 0;
};

class Daemon {
 public:
  explicit Daemon(std::string_view more_configuration = "") {
    start(fmt::format(
        "packs: [{}/etc/packs/engineering-leadership.yaml]\norganisation: {}/examples/organisation.yaml\n{}\n", kRoot,
        kRoot, more_configuration));
  }
  // With the files that `prepare` writes, and the configuration that it gives.
  explicit Daemon(const std::function<std::string(const TemporaryFolder&)>& prepare) { start(prepare(folder_)); }

  void start(std::string_view configuration) {
    folder_.write("sprintd.yaml", fmt::format("socket: {}\n{}", path(), configuration));
    start();
  }
  void start() {
    process_ = std::make_unique<Process>(std::vector<std::string>{"--config", folder_.file("sprintd.yaml")}, log());
    wait_until_ready();
  }

  [[nodiscard]] std::string path() const { return folder_.file("s.sock"); }
  [[nodiscard]] std::string log() const { return folder_.file("log"); }
  Process& process() { return *process_; }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  std::optional<Reply> ask(const std::string& request) const {
    RawClient client(path());
    client.send(request);
    return client.read();
  }

 private:
  void wait_until_ready() const {
    for (int i = 0; i < 1000; ++i) {
      RawClient client(path());
      if (client.connected() && client.send(get("/readyz")) && client.read()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    FAIL("the daemon did not start: " << *read_file(log()));
  }

  TemporaryFolder folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace sprintd::test
