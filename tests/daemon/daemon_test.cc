// The program itself: starts, refuses to start, answers many clients, stops when told to.

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <memory>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "rules/base/files.h"
#include "tests/daemon/daemon_process.h"
#include "tests/daemon/raw_client.h"

using namespace sprintd;
using test::Daemon;
using test::kRoot;
using test::Process;
using test::RawClient;

namespace {

int exit_code_with(const std::vector<std::string>& arguments, std::string& error) {
  const test::TemporaryFolder folder;
  Process process(arguments, folder.file("err"));
  const int code = process.wait();
  error = *read_file(folder.file("err"));
  return code;
}

}  // namespace

TEST_CASE("a sprint is put, audited and asked about through the socket") {
  const Daemon daemon;
  const auto put = daemon.ask(test::post("/v1/backlogs/board", *read_file(kRoot + "/examples/sprint-42.json"), "PUT"));
  REQUIRE(put);
  CHECK(put->status == 201);
  const auto audit = daemon.ask(test::post("/v1/audits", R"({"backlog_id":"board","as_of":"2026-03-02"})"));
  REQUIRE(audit);
  CHECK(audit->status == 200);
  CHECK(audit->headers.at("sprintd-worst") == "error");
  const auto decision = daemon.ask(test::post(
      "/v1/decisions", R"({"person":"ada","action":"pull","item":"TD-12","backlog_id":"board","as_of":"2026-03-02"})"));
  REQUIRE(decision);
  CHECK(decision->headers.at("sprintd-allowed") == "true");
}

TEST_CASE("sprintctl gets the same bytes and the same exit code through the socket as in process") {
  const Daemon daemon;
  const auto sprintctl = [&](const std::string& arguments) {
    const auto command = fmt::format("cd {} && {}/sprintctl {} --as-of 2026-03-02 2>&1; echo \"exit $?\"", kRoot,
                                     SPRINTD_TEST_BIN_DIR, arguments);
    std::string output;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    char bytes[4096];
    while (const auto got = std::fread(bytes, 1, sizeof bytes, pipe.get())) output.append(bytes, got);
    return output;
  };
  const auto faulty =
      daemon.folder().write("faulty.json", R"({"schema":"sprintd.backlog/v1","items":[{"id":"A","point":1}]})");
  const std::string board = "examples/sprint-42.json --organisation examples/organisation.yaml";
  for (const auto& question : std::vector<std::string>{
           "audit " + board, "audit --format json " + board, "audit --color always --width 60 --verbose " + board,
           "audit " + faulty, "may ada pull TD-12 --backlog " + board, "may emil pull TD-12 --backlog " + board,
           "may ada pull TD-15 --format json --backlog " + board, "may nobody pull TD-15 --backlog " + board}) {
    CAPTURE(question);
    const auto in_process =
        sprintctl(question + fmt::format(" --packs {}/etc/packs/engineering-leadership.yaml", kRoot));
    CHECK(in_process == sprintctl(question + " --socket " + daemon.path()));
    CHECK(in_process.size() > 30);
  }
}

TEST_CASE("200 clients at once get the answers to their own questions") {
  const Daemon daemon;
  REQUIRE(daemon.ask(test::post("/v1/backlogs/board", *read_file(kRoot + "/examples/sprint-42.json"), "PUT")));
  const auto question = [](std::string_view person) {
    return test::post(
        "/v1/decisions",
        fmt::format(R"({{"person":"{}","action":"pull","item":"TD-12","backlog_id":"board","as_of":"2026-03-02"}})",
                    person));
  };
  std::atomic<int> right = 0;
  constexpr int kThreads = 4;
  constexpr int kClientsEach = 50;
  constexpr int kRounds = 5;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      std::vector<std::unique_ptr<RawClient>> clients;
      for (int c = 0; c < kClientsEach; ++c) clients.push_back(std::make_unique<RawClient>(daemon.path()));
      for (int round = 0; round < kRounds; ++round) {
        for (int c = 0; c < kClientsEach; ++c)
          clients[static_cast<std::size_t>(c)]->send(question(c % 2 == 0 ? "ada" : "bob"));
        for (int c = 0; c < kClientsEach; ++c) {
          const auto reply = clients[static_cast<std::size_t>(c)]->read();
          const bool is_right = reply && reply->status == 200 &&
                                reply->headers.at("sprintd-allowed") == (c % 2 == 0 ? "true" : "false") &&
                                reply->body.find(c % 2 == 0 ? "\"ada\"" : "\"bob\"") != std::string::npos;
          if (is_right) ++right;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == kThreads * kClientsEach * kRounds);
}

TEST_CASE("SIGTERM: the requests in flight are answered, the socket goes, the exit code is 0") {
  Daemon daemon;
  RawClient busy(daemon.path());
  // Half a request: the daemon owes nothing yet, but the other one is complete.
  RawClient half(daemon.path());
  half.send("GET /healthz HTTP/1.1\r\n");
  busy.send(test::post("/v1/audits", "{\"backlog\":" + *read_file(kRoot + "/examples/sprint-42.json") + "}"));
  const auto reply = busy.read();
  REQUIRE(reply);
  CHECK(reply->status == 200);
  daemon.process().signal(SIGTERM);
  half.send("Host: h\r\n\r\n");
  CHECK(daemon.process().wait() == 0);
  CHECK_FALSE(RawClient(daemon.path()).connected());
  CHECK(::access(daemon.path().c_str(), F_OK) != 0);
}

TEST_CASE("a second daemon leaves the first one its socket; a stale file is taken over") {
  std::string error;
  auto first = std::make_unique<Daemon>();
  const std::vector<std::string> arguments = {"--socket", first->path(), "--packs",
                                              kRoot + "/etc/packs/engineering-leadership.yaml"};
  CHECK(exit_code_with(arguments, error) == 5);
  CHECK(error.find("error[E0802]: another process listens on " + first->path()) != std::string::npos);
  CHECK(first->ask(test::get("/healthz")));

  first->process().signal(SIGKILL);
  first->process().wait();
  CHECK(::access(first->path().c_str(), F_OK) == 0);
  Process second({"--socket", first->path(), "--packs", kRoot + "/etc/packs/engineering-leadership.yaml"},
                 first->log());
  bool answered = false;
  for (int i = 0; i < 1000 && !answered; ++i) {
    answered = first->ask(test::get("/healthz")).has_value();
    if (!answered) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(answered);
}

TEST_CASE("it does not start with what it cannot trust, and says where the fault is") {
  const test::TemporaryFolder folder;
  std::string error;
  SECTION("configuration") {
    const auto file = folder.write("c.yaml", "sockets: x\nlog: {level: loud}\nlimits: {connections: many}\n");
    CHECK(exit_code_with({"--config", file}, error) == 2);
    CHECK(error == fmt::format("{0}:1:1: error[E0731]: the configuration has no key 'sockets'\n"
                               "    1 | sockets: x\n"
                               "      | ^^^^^^^ did you mean 'socket'?\n"
                               "\n"
                               "{0}:2:14: error[E0732]: level is one of debug, info, warning, error\n"
                               "    2 | log: {{level: loud}}\n"
                               "      |              ^^^^\n"
                               "\n"
                               "{0}:3:23: error[E0732]: connections is a whole number from 1 to 100000\n"
                               "    3 | limits: {{connections: many}}\n"
                               "      |                       ^^^^\n",
                               file));
  }
  SECTION("packs") {
    const auto file = folder.write(
        "p.yaml", "sprintd: 1\npack: p\nrules: [{id: r, for: item, require: item.point > 1, because: X}]\n");
    CHECK(exit_code_with({"--check", "--packs", file}, error) == 2);
    CHECK(error.find("item has no field 'point'") != std::string::npos);
  }
  SECTION("organisation") {
    const auto organisation = folder.write("o.yaml", "people: [{id: a, manager: b}]\n");
    const auto file = folder.write(
        "c.yaml", fmt::format("organisation: o.yaml\npacks: {}/etc/packs/engineering-leadership.yaml\n", kRoot));
    CHECK(exit_code_with({"--check", "--config", file}, error) == 3);
    CHECK(error.find(organisation + ":1:") != std::string::npos);
  }
  SECTION("a file that is not there") {
    CHECK(exit_code_with({"--config", "/no/such/file"}, error) == 2);
    CHECK(error == "error[E0701]: cannot read /no/such/file: No such file or directory\n");
  }
  SECTION("an option that is not there") { CHECK(exit_code_with({"--sockt", "x"}, error) == 2); }
}

TEST_CASE("the shipped configuration is valid") {
  std::string error;
  CHECK(exit_code_with({"--check", "--config", kRoot + "/etc/sprintd.yaml"}, error) == 0);
  CHECK(error.empty());
}
