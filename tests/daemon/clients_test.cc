// The examples of clients in other languages: they get answers, tell problems, and notice that nobody is there.
//
// Run as users run them, by their first lines: python3, node, sh and curl must be on the path.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <vector>

#include "rules/base/files.h"
#include "tests/daemon/daemon_process.h"

using namespace sprintd;
using test::Daemon;
using test::kRoot;

namespace {

const std::string kFolder = kRoot + "/examples/clients/";

struct Ended {
  int exit_code = -1;
  std::string output;  // of both kinds
};

// Debian's programs serve where no others come first.
Ended run(std::string_view client, std::string_view socket) {
  const auto command =
      fmt::format("PATH=\"$PATH:/usr/local/bin:/usr/bin:/bin\" '{}{}' '{}' 2>&1", kFolder, client, socket);
  Ended ended;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char bytes[4096];
  while (const auto got = std::fread(bytes, 1, sizeof bytes, pipe)) ended.output.append(bytes, got);
  const int status = ::pclose(pipe);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ended;
}

struct Client {
  std::string_view file;
  std::vector<std::string_view> answers;  // parts of what it prints
  int problem, nobody;                    // exit codes
};

const std::vector<Client> kClients = {
    {"ask.py",
     {"May Emil pull TD-12? refused\n  Emil is not a tech lead of Core, whose technical queue TD-12 is in\n",
      "The sprint:\n  error: Cem does not lead Atlas, which AT-2 belongs to\n"},
     1,
     1},
    {"ask.mjs",
     {"May Emil pull TD-12? refused\n  Emil is not a tech lead of Core, whose technical queue TD-12 is in\n",
      "The sprint:\n  error: Cem does not lead Atlas, which AT-2 belongs to\n"},
     1,
     1},
    {"ask.sh",
     {"✗ No: Emil (emil) may not pull TD-12 “Drop the old queue” into Sprint 42 (s-42).\n", "Who may: Ada (ada)\n",
      "AT-2  Cem does not lead Atlas, which AT-2 belongs to"},
     22,
     7},
};

}  // namespace

TEST_CASE("clients in other languages get a decision and an audit") {
  const Daemon daemon;
  for (const auto& client : kClients) {
    INFO(client.file);
    const auto ended = run(client.file, daemon.path());
    CHECK(ended.exit_code == client.problem);
    CHECK(ended.output.find("E0811") != std::string::npos);
    CHECK(ended.output.find("no backlog 'board' is kept here") != std::string::npos);
  }
  REQUIRE(daemon.ask(test::post("/v1/backlogs/board", *read_file(kRoot + "/examples/sprint-42.json"), "PUT")));
  for (const auto& client : kClients) {
    const auto ended = run(client.file, daemon.path());
    INFO(client.file << " printed\n" << ended.output);
    CHECK(ended.exit_code == 0);
    for (const auto part : client.answers) CHECK(ended.output.find(part) != std::string::npos);
  }
}

TEST_CASE("clients in other languages say when no daemon is there") {
  const test::TemporaryFolder folder;
  for (const auto& client : kClients) {
    const auto ended = run(client.file, folder.file("s.sock"));
    INFO(client.file << " printed\n" << ended.output);
    CHECK(ended.exit_code == client.nobody);
    CHECK(ended.output.starts_with("no daemon at " + folder.file("s.sock")));
    CHECK(std::ranges::count(ended.output, '\n') == 1);
  }
}

TEST_CASE("each client fits on a page: under 30 lines") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    INFO(entry.path());
    CHECK(std::ranges::count(*read_file(entry.path().string()), '\n') < 30);
    ++files;
  }
  CHECK(files == kClients.size());
}
