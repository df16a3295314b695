// What an adversary can use up: descriptors run out and come back, slow clients cost their connections and no thread.

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "rules/base/files.h"
#include "tests/daemon/daemon_process.h"
#include "tests/support/sanitizer_needs.h"

using namespace sprintd;
using test::Daemon;
using test::RawClient;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

using Clients = std::vector<std::unique_ptr<RawClient>>;

// "fd" or "task" of a process.
std::size_t count_of(Daemon& daemon, std::string_view what) {
  const fs::directory_iterator entries(fmt::format("/proc/{}/{}", daemon.process().id(), what));
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

// The limit that leaves room for so many more: it bounds numbers, and those in use need not be in a row.
rlim_t limit_with_room(Daemon& daemon, std::size_t room) {
  std::set<rlim_t> used;
  for (const auto& entry : fs::directory_iterator(fmt::format("/proc/{}/fd", daemon.process().id()))) {
    used.insert(std::stoul(entry.path().filename().string()));
  }
  rlim_t limit = 0;
  for (std::size_t left = room; left > 0; ++limit) {
    if (!used.contains(limit)) --left;
  }
  return limit;
}

bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

Clients connect(const Daemon& daemon, std::size_t number) {
  Clients clients;
  for (std::size_t i = 0; i < number; ++i) clients.push_back(std::make_unique<RawClient>(daemon.path()));
  return clients;
}

std::string pack_for(std::string_view person) {
  return fmt::format(
      "sprintd: 1\npack: team\nauthority:\n  - id: pull\n    action: pull\n    allow: person.id == \"{}\"\n", person);
}

std::string prepare(const TemporaryFolder& folder) {
  folder.write("team.yaml", pack_for("ada"));
  folder.write("organisation.yaml", "people: [{id: ada}, {id: bob}]\nteams: [{id: core, members: [ada, bob]}]\n");
  return "packs: [team.yaml]\norganisation: organisation.yaml\nreload: {watch: false, quiet_milliseconds: 0}\n"
         "limits: {request_seconds: 2}\n";
}

constexpr std::string_view kBoard =
    R"({"schema":"sprintd.backlog/v1","sprint":{"id":"s","team":"core"},"items":[{"id":"A-1"}]})";
const std::string kMayAda =
    test::post("/v1/decisions", R"({"person":"ada","action":"pull","item":"A-1","backlog_id":"board"})");
// With a zone that nobody has asked for before.
const std::string kFarAway = test::post(
    "/v1/decisions",
    R"({"person":"eve","action":"pull","item":"B-1","backlog":{"schema":"sprintd.backlog/v1","organisation":{)"
    R"("time_zone":"Pacific/Chatham","people":[{"id":"eve"}],"teams":[{"id":"far","members":["eve"]}]},)"
    R"("sprint":{"id":"s","team":"far"},"items":[{"id":"B-1"}]}})");

std::string answer(RawClient& client, const std::string& request = kMayAda) {
  client.send(request);
  const auto reply = client.read();
  if (!reply) return "no reply";
  return reply->status == 200 ? reply->headers.at("sprintd-allowed") : std::to_string(reply->status);
}

}  // namespace

TEST_CASE("descriptors run out: connections in hand are answered, what is in force stays, and new ones come later") {
  if (test::kChecksNeedDescriptors) {
    WARN("[skipped] the daemon's own checks of this build need descriptors");
    return;
  }
  Daemon daemon(prepare);
  REQUIRE(daemon.ask(test::post("/v1/backlogs/board", kBoard, "PUT")));
  // The connections until now, whose clients are gone.
  REQUIRE(comes_true([&, least = count_of(daemon, "fd"), same = 0]() mutable {
    const auto now = count_of(daemon, "fd");
    same = now < least ? 0 : same + 1;
    least = std::min(least, now);
    return same > 10;
  }));

  constexpr std::size_t kRoom = 16;
  constexpr std::size_t kTooMany = 4;
  rlimit before{};
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_NOFILE, nullptr, &before) == 0);
  const rlimit few{.rlim_cur = limit_with_room(daemon, kRoom), .rlim_max = before.rlim_max};
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_NOFILE, &few, nullptr) == 0);

  auto in_hand = connect(daemon, kRoom);
  for (const auto& client : in_hand) CHECK(answer(*client) == "true");
  auto waiting = connect(daemon, kTooMany);
  for (const auto& client : waiting) client->send(kMayAda);
  for (const auto& client : waiting) CHECK_FALSE(client->is_readable(std::chrono::milliseconds(100)));
  for (const auto& client : in_hand) CHECK(answer(*client) == "true");

  daemon.folder().write("team.yaml", pack_for("bob"));
  in_hand[0]->send(test::post("/v1/packs:reload", ""));
  const auto reload = in_hand[0]->read();
  REQUIRE(reload);
  CHECK(reload->status == 422);
  CHECK(reload->body.find("Too many open files") != std::string::npos);
  CHECK(answer(*in_hand[1]) == "true");
  CHECK(answer(*in_hand[2], kFarAway) == "422");

  in_hand.resize(kRoom - kTooMany);
  for (const auto& client : waiting) {
    const auto reply = client->read();
    REQUIRE(reply);
    CHECK(reply->headers.at("sprintd-allowed") == "true");
  }
  in_hand.clear();
  waiting.clear();
  RawClient later(daemon.path());
  later.send(test::post("/v1/packs:reload", ""));
  const auto again = later.read();
  REQUIRE(again);
  CHECK(again->status == 200);
  CHECK(answer(later) == "false");
  CHECK(answer(later, kFarAway) == "false");
  daemon.process().signal(SIGTERM);
  CHECK(daemon.process().wait() == 0);
}

TEST_CASE("slow readers and slow writers cost their connections for a while, and no thread") {
  Daemon daemon(prepare);
  std::string items;
  for (int i = 0; i < 20'000; ++i)
    items += fmt::format("{}{{\"id\":\"A-{}\",\"title\":\"a large backlog\"}}", i == 0 ? "" : ",", i);
  const auto large =
      fmt::format(R"({{"schema":"sprintd.backlog/v1","sprint":{{"id":"s","team":"core"}},"items":[{}]}})", items);
  REQUIRE(daemon.ask(test::post("/v1/backlogs/large", large, "PUT"))->status == 201);
  REQUIRE(daemon.ask(test::post("/v1/backlogs/board", kBoard, "PUT"))->status == 201);
  const auto threads = count_of(daemon, "task");
  RawClient other(daemon.path());
  CHECK(answer(other) == "true");
  const auto descriptors = count_of(daemon, "fd");

  constexpr std::size_t kSlow = 30;
  auto readers = connect(daemon, kSlow);
  for (const auto& client : readers) client->send(test::get("/v1/backlogs/large") + test::get("/v1/backlogs/large"));
  auto writers = connect(daemon, kSlow);
  for (const auto& client : writers) client->send("POST /v1/audits HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{");
  for (int i = 0; i < 50; ++i) {
    CHECK(answer(other) == "true");
    CHECK(answer(other, test::post("/v1/audits", R"({"backlog_id":"board"})")) == "true");
  }
  CHECK(count_of(daemon, "task") == threads);
  // None of them reads or closes.
  CHECK(comes_true([&] { return answer(other) == "true" && count_of(daemon, "fd") <= descriptors; }));
  for (const auto& client : writers) CHECK(client->read()->status == 408);
}

TEST_CASE("however many ask for a reload, audits are answered meanwhile") {
  const Daemon daemon([](const TemporaryFolder& folder) {
    auto configuration = prepare(folder);
    configuration.replace(configuration.find("quiet_milliseconds: 0"), 21, "quiet_milliseconds: 1000");
    return configuration;
  });
  REQUIRE(daemon.ask(test::post("/v1/backlogs/board", kBoard, "PUT"))->status == 201);
  auto reloading = connect(daemon, 6);
  for (const auto& client : reloading) client->send(test::post("/v1/packs:reload", ""));
  RawClient other(daemon.path());
  CHECK(answer(other, test::post("/v1/audits", R"({"backlog_id":"board"})")) == "true");
  // On the two threads of the pool, five of them would have been answered before.
  CHECK_FALSE(reloading[3]->is_readable(std::chrono::milliseconds(0)));
  CHECK(reloading[0]->read()->status == 200);
}
