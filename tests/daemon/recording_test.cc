// What the daemon remembers, whatever happens to it: kill -9, a full disk, a log that cannot be written.

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include "daemon/store/decision_chain.h"
#include "daemon/store/decision_log.h"
#include "daemon/store/record_reader.h"
#include "tests/daemon/daemon_process.h"

using namespace sprintd;
using test::Daemon;
using test::Process;
using test::RawClient;
using test::TemporaryFolder;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A small pack, so that the daemon starts quickly, and a state folder.
std::string prepare(const TemporaryFolder& folder, std::string_view decision_log, std::string_view more = "") {
  folder.write("pack.yaml", "sprintd: 1\npack: p\nauthority:\n  - {id: pull, action: pull, allow: 'true'}\n");
  std::filesystem::create_directory(folder.file("state"));
  return fmt::format("packs: [pack.yaml]\nstate: state\ndecision_log: {}\n{}", decision_log, more);
}

Daemon recording(std::string_view decision_log) {
  return Daemon([&](const TemporaryFolder& folder) { return prepare(folder, decision_log); });
}

// A question that no other is like.
std::string may_pull(int number) {
  return test::post(
      "/v1/decisions",
      fmt::format(
          R"({{"person":"ada","action":"pull","item":"A-{0}","backlog":{{"schema":"sprintd.backlog/v1",)"
          R"("organisation":{{"people":[{{"id":"ada"}}]}},"sprint":{{"id":"s"}},"items":[{{"id":"A-{0}"}}]}}}})",
          number));
}

std::string log_of(const Daemon& daemon) { return daemon.folder().file("state/decisions.db"); }

void limit_file_size(Daemon& daemon, rlim_t most) {
  rlimit limit{};
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_FSIZE, nullptr, &limit) == 0);
  limit.rlim_cur = most;
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_FSIZE, &limit, nullptr) == 0);
}

template <typename Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 1'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_CASE("durable: kill -9 at any moment, a hundred times, loses no answer that was given") {
  auto daemon = recording("{mode: durable}");
  std::map<std::string, std::string> told;  // id of the record -> item that was asked about
  std::mutex telling;
  std::mt19937 random(7);
  std::atomic<int> next = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<std::thread> clients;
    for (int c = 0; c < 3; ++c) {
      clients.emplace_back([&] {
        RawClient client(daemon.path());
        for (;;) {
          const auto number = next++;
          if (!client.send(may_pull(number))) return;
          const auto reply = client.read();
          if (!reply) return;
          const std::scoped_lock lock(telling);
          told[reply->headers.at("sprintd-decision")] = fmt::format("A-{}", number);
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
    daemon.process().signal(SIGKILL);
    for (auto& client : clients) client.join();
    daemon.process().wait();
    daemon.start();
  }
  CHECK(told.size() > 100);
  auto log = store::DecisionLog::open_for_reading(log_of(daemon));
  REQUIRE(log);
  const auto report = store::verify_chain(*log, "");
  REQUIRE(report);
  CHECK(report->broken.empty());
  std::size_t found = 0;
  REQUIRE(log->each([&](const store::Record& record) {
    const auto mine = told.find(std::to_string(record.id));
    if (mine != told.end()) {
      ++found;
      CHECK(store::read_record(record.body)->question.item == mine->second);
    }
    return true;
  }));
  CHECK(found == told.size());
  INFO(fmt::format("{} answers, {} records", told.size(), report->records));
}

TEST_CASE("a full disk: durable and refuse answer nothing, drop answers and counts") {
  const std::string mode = GENERATE("durable", "refuse", "drop");
  auto daemon = recording(fmt::format("{{mode: {}}}", mode));
  CHECK(daemon.ask(may_pull(1))->status == 200);
  const auto recorded = [&] {
    auto log = store::DecisionLog::open_for_reading(log_of(daemon));
    return log ? log->last_id() : 0;
  };
  REQUIRE(comes_true([&] { return recorded() == 1; }));
  limit_file_size(daemon, 1'000);

  // What is refused was not taken; in the other modes a few may be taken before the writer finds out.
  std::size_t given = 1;
  const auto is_failing = [&] {
    const auto reply = daemon.ask(may_pull(2));
    if (reply->status == 200) ++given;
    if (reply->status != 200) {
      CHECK(reply->status == 503);
      CHECK(has(reply->body, "\"code\":\"E0830\""));
      CHECK(reply->headers.at("retry-after") == "1");
    }
    return has(daemon.ask(test::get("/readyz"))->body, R"("decision_log":"failing")");
  };
  REQUIRE(comes_true(is_failing));
  const auto ready = daemon.ask(test::get("/readyz"));
  CHECK(ready->status == (mode == "drop" ? 200 : 503));
  CHECK(has(ready->body, "decisions.db"));
  const auto during = daemon.ask(may_pull(3));
  CHECK(during->status == (mode == "drop" ? 200 : 503));
  if (during->status == 200) ++given;
  CHECK(daemon.ask(test::get("/healthz"))->status == 200);

  limit_file_size(daemon, RLIM_INFINITY);
  REQUIRE(comes_true([&] {
    return daemon.ask(test::get("/readyz"))->status == 200 &&
           has(daemon.ask(test::get("/readyz"))->body, R"("decision_log":"recording")");
  }));
  CHECK(daemon.ask(may_pull(4))->status == 200);
  ++given;
  // Nothing is lost that was answered: what could not be written waited.
  daemon.process().signal(SIGTERM);
  CHECK(daemon.process().wait() == 0);
  auto log = store::DecisionLog::open_for_reading(log_of(daemon));
  const auto report = store::verify_chain(*log, "");
  CHECK(report->broken.empty());
  CHECK(static_cast<std::size_t>(report->records) == given);
  const auto text = *read_file(daemon.log());
  CHECK(has(text, "decisions cannot be recorded"));
  CHECK(has(text, "decisions are recorded again"));
}

TEST_CASE("a log that may only be read: drop answers without it, durable does not start") {
  // Whoever runs the tests: without capabilities root is asked for permissions too.
  const test::Service without_capabilities{.environment = {}, .wrapper = "setpriv --bounding-set=-all --inh-caps=-all"};
  const TemporaryFolder folder;
  const std::string mode = GENERATE("drop", "durable");
  folder.write("sprintd.yaml", fmt::format("socket: {}\n{}", folder.file("s.sock"),
                                           prepare(folder, fmt::format("{{mode: {}}}", mode))));
  REQUIRE(store::DecisionLog::open_for_writing(folder.file("state/decisions.db"), store::DecisionLog::Sync::lazy));
  REQUIRE(store::Database::open(folder.file("state/backlogs.db"), store::Database::Access::write));
  std::filesystem::permissions(folder.file("state/decisions.db"), std::filesystem::perms::owner_read);
  Process process({"--config", folder.file("sprintd.yaml")}, folder.file("log"), without_capabilities);
  if (mode == "durable") {
    CHECK(process.wait() == 5);
    CHECK(has(*read_file(folder.file("log")), "error[E0834]"));
    return;
  }
  REQUIRE(comes_true([&] { return RawClient(folder.file("s.sock")).connected(); }));
  RawClient client(folder.file("s.sock"));
  client.send(may_pull(1));
  const auto reply = client.read();
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK_FALSE(reply->headers.contains("sprintd-decision"));
  client.send(test::get("/readyz"));
  CHECK(has(client.read()->body, R"("decision_log":"failing")"));
}

TEST_CASE("a state folder that is not there is made, for the daemon's user alone") {
  const Daemon daemon([](const TemporaryFolder& folder) {
    folder.write("pack.yaml", "sprintd: 1\npack: p\nauthority:\n  - {id: pull, action: pull, allow: 'true'}\n");
    return std::string("packs: [pack.yaml]\nstate: new\n");
  });
  const auto mode = std::filesystem::status(daemon.folder().file("new")).permissions();
  CHECK(mode == std::filesystem::perms::owner_all);
  CHECK(std::filesystem::exists(daemon.folder().file("new/last-good.json")));
}

TEST_CASE("two daemons do not write into one state folder") {
  auto daemon = recording("{mode: drop}");
  const auto other = daemon.folder().write(
      "other.yaml", fmt::format("socket: {}\npacks: [pack.yaml]\nstate: state\n", daemon.folder().file("other.sock")));
  Process second({"--config", other}, daemon.folder().file("other.log"));
  CHECK(second.wait() == 5);
  CHECK(has(*read_file(daemon.folder().file("other.log")), "another sprintd keeps its state there"));
}

TEST_CASE("a mode that needs a state folder is told where there is none") {
  const TemporaryFolder folder;
  folder.write("pack.yaml", "sprintd: 1\npack: p\nauthority:\n  - {id: pull, action: pull, allow: 'true'}\n");
  const auto config = folder.write("sprintd.yaml", "packs: [pack.yaml]\ndecision_log: {mode: refuse}\n");
  Process process({"--check", "--config", config}, folder.file("log"));
  CHECK(process.wait() == 2);
  CHECK(has(*read_file(folder.file("log")), "decision_log.mode: refuse needs state"));
}

TEST_CASE("a name in mask that hides nothing, or too much, is told") {
  struct Row {
    const char *mask, *why;
  };
  const auto [mask, why] = GENERATE(values<Row>({
      {"titel", "neither backlogs nor records have 'titel'; did you mean 'title'?"},
      {"risk", "a field that packs declare is fields.risk"},
      {"[title, id]", "without 'id' no backlog could be read again"},
      {"schema", "without 'schema' no backlog"},
      {"[title, message, person, fields.risk]", ""},
  }));
  const TemporaryFolder folder;
  const auto config = folder.write("sprintd.yaml", prepare(folder, fmt::format("{{mask: {}}}", mask)));
  Process process({"--check", "--config", config}, folder.file("log"));
  CHECK(process.wait() == (std::string_view(why).empty() ? 0 : 2));
  CHECK(has(*read_file(folder.file("log")), why));
}

TEST_CASE("a page of the log is read by those who may, with what was asked and the way to the next") {
  auto daemon = Daemon([&](const TemporaryFolder& folder) {
    return prepare(folder, "{mode: durable, mask: message}",
                   fmt::format("callers: [{{user: {}, may: [decide_for_others, read_log]}}]\nlog: {{level: debug}}\n",
                               ::geteuid()));
  });
  for (int i = 0; i < 3; ++i) CHECK(daemon.ask(may_pull(i))->status == 200);
  const auto page = daemon.ask(test::get("/v1/decisions?limit=2&person=ada"));
  REQUIRE(page->status == 200);
  CHECK(has(page->body, R"("item":"A-2")"));
  CHECK(has(page->body, R"("verdict":"pass","message":null)"));
  CHECK(has(page->body, fmt::format(R"("caller":{{"name":"user:{}"}})", ::geteuid())));
  CHECK(has(page->body, R"("next":"/v1/decisions?before=2&limit=2&person=ada")"));
  const auto next = daemon.ask(test::get("/v1/decisions?before=2&limit=2&person=ada"));
  CHECK(has(next->body, R"("item":"A-0")"));
  CHECK_FALSE(has(next->body, R"("next")"));
  for (const auto* bad : {"limit=0", "limit=x", "before=-1", "since=soon", "who=ada"}) {
    CHECK(daemon.ask(test::get(fmt::format("/v1/decisions?{}", bad)))->status == 400);
  }
  daemon.folder().write("sprintd.yaml",
                        fmt::format("socket: {}\npacks: [pack.yaml]\nstate: state\ncallers: []\n", daemon.path()));
  daemon.process().signal(SIGHUP);
  CHECK(comes_true([&] { return daemon.ask(test::get("/v1/decisions"))->status == 403; }));
}

TEST_CASE("kept backlogs survive kill -9, with their tags") {
  auto daemon = recording("{mode: off}");
  std::map<std::string, std::string> tags;
  for (int round = 0; round < 20; ++round) {
    RawClient client(daemon.path());
    for (int i = 0; i <= round % 3; ++i) {
      const auto id = fmt::format("b{}", (round + i) % 5);
      client.send(test::post(
          "/v1/backlogs/" + id,
          fmt::format(R"({{"schema":"sprintd.backlog/v1","sprint":{{"id":"s"}},"items":[{{"id":"A-{}"}}]}})", round),
          "PUT"));
      const auto reply = client.read();
      REQUIRE(reply);
      REQUIRE((reply->status == 200 || reply->status == 201));
      tags[id] = reply->headers.at("etag");
    }
    if (round % 4 == 3) {
      client.send("DELETE /v1/backlogs/b0 HTTP/1.1\r\nHost: l\r\n\r\n");
      const auto reply = client.read(false);
      CHECK((reply->status == 204 || reply->status == 404));
      tags.erase("b0");
    }
    daemon.process().signal(SIGKILL);
    daemon.process().wait();
    daemon.start();
    RawClient after(daemon.path());
    for (const auto& [kept, tag] : tags) {
      after.send(test::get("/v1/backlogs/" + kept));
      const auto reply = after.read();
      REQUIRE(reply->status == 200);
      CHECK(reply->headers.at("etag") == tag);
    }
    after.send(test::get("/v1/backlogs/b0"));
    CHECK(after.read()->status == (tags.contains("b0") ? 200 : 404));
  }
}

TEST_CASE("a request that takes more steps than it may is cut short, and says so") {
  Daemon daemon(fmt::format("limits: {{steps: {}}}\n", 1'000));
  const auto board = *read_file(test::kRoot + "/examples/sprint-42.json");
  CHECK(daemon.ask(test::post("/v1/backlogs/board", board, "PUT"))->status == 201);
  const auto audit = daemon.ask(test::post("/v1/audits", R"({"backlog_id":"board","as_of":"2026-03-02"})"));
  CHECK(audit->status == 200);
  CHECK(audit->headers.at("sprintd-complete") == "false");
  std::string many;
  for (int i = 0; i < 500; ++i) {
    many += fmt::format(R"({}{{"person":"ada","action":"pull","item":"TD-12"}})", many.empty() ? "" : ",");
  }
  const auto decisions = daemon.ask(test::post(
      "/v1/decisions", fmt::format(R"({{"backlog_id":"board","as_of":"2026-03-02","questions":[{}]}})", many)));
  CHECK(decisions->status == 200);
  CHECK(decisions->headers.at("sprintd-allowed") == "false");
  CHECK(has(decisions->body, R"("answer":"allowed")"));
  CHECK(has(decisions->body, "the request takes too many steps"));
}
