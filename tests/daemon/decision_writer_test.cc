// The queue before the log of decisions: what it takes it writes, what it cannot take it says.

#include "daemon/store/decision_writer.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "daemon/store/decision_chain.h"
#include "tests/daemon/raw_client.h"

using namespace sprintd;
using namespace sprintd::store;

namespace {

constexpr Instant kMonday{1'772'438'400'000'000};

std::vector<DecisionEntry> entries(std::size_t count) {
  return std::vector<DecisionEntry>(count,
                                    {.at = kMonday, .members = R"("kind":"decision","inputs":[])", .inputs = {}});
}

DecisionWriter::Settings settings(const std::string& path, RecordMode mode, std::size_t queue = 1'000) {
  return {.path = path, .mode = mode, .queue = queue, .retention = {}, .masked = {}, .now = [] { return kMonday; }};
}

std::size_t records_of(const std::string& path) {
  auto log = DecisionLog::open_for_reading(path);
  REQUIRE(log);
  const auto report = verify_chain(*log, "");
  REQUIRE(report);
  CHECK(report->broken.empty());
  return static_cast<std::size_t>(report->records);
}

template <typename Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 1'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

TEST_CASE("what was taken from many threads is written, each once and in order") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("d.db");
  {
    DecisionWriter writer(settings(path, RecordMode::drop, 100'000));
    std::vector<std::thread> threads;
    std::atomic<int> taken = 0;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 100; ++i) {
          const auto ids = writer.submit(entries(3));
          if (ids && ids->last == ids->first + 2) ++taken;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(taken == 400);
    CHECK(writer.status().last_id == 1'200);
  }
  CHECK(records_of(path) == 1'200);
  // The next one goes on where it ended.
  DecisionWriter writer(settings(path, RecordMode::drop));
  CHECK(writer.submit(entries(1))->first == 1'201);
}

TEST_CASE("more than the queue takes is dropped and counted, or refused") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("d.db");
  SECTION("drop") {
    DecisionWriter writer(settings(path, RecordMode::drop, 10));
    CHECK(writer.submit(entries(11))->first == 0);
    CHECK(writer.status().dropped == 11);
    CHECK(writer.submit(entries(10))->first == 1);
  }
  SECTION("refuse") {
    DecisionWriter writer(settings(path, RecordMode::refuse, 10));
    const auto refused = writer.submit(entries(11));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::decision_unrecorded);
    CHECK(refused.error().message == "0 decisions wait to be recorded already");
    CHECK(writer.status().dropped == 0);
  }
}

TEST_CASE("durable: told when it is written, and not before") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("d.db");
  DecisionWriter writer(settings(path, RecordMode::durable));
  for (std::size_t i = 1; i <= 20; ++i) {
    std::promise<std::int64_t> told;
    REQUIRE(writer.submit(entries(1),
                          [&](const Result<DecisionWriter::Ids>& ids) { told.set_value(ids ? ids->first : -1); }));
    CHECK(told.get_future().get() == static_cast<std::int64_t>(i));
    CHECK(records_of(path) == i);
  }
}

TEST_CASE("a log that cannot be opened drops, refuses, and is taken up when it can") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("later/d.db");
  const auto mode = GENERATE(RecordMode::drop, RecordMode::refuse, RecordMode::durable);
  std::vector<std::string> told;
  std::mutex telling;
  auto with = settings(path, mode);
  with.tell = [&](const std::string& why) {
    const std::scoped_lock lock(telling);
    told.push_back(why.empty() ? "works" : "fails");
  };
  {
    DecisionWriter writer(with);
    CHECK(writer.status().failing);
    const auto submitted = writer.submit(entries(1), [](const Result<DecisionWriter::Ids>&) {});
    CHECK(submitted.has_value() == (mode == RecordMode::drop));
    CHECK(writer.status().dropped == (mode == RecordMode::drop ? 1 : 0));
    std::filesystem::create_directory(folder.file("later"));
    CHECK(comes_true([&] { return !writer.status().failing; }));
    CHECK(writer.submit(entries(1), [](const Result<DecisionWriter::Ids>&) {})->first == 1);
  }
  CHECK(records_of(path) == 1);
  CHECK(told == std::vector<std::string>{"fails", "works"});
}

TEST_CASE("a clock that jumps ahead makes nothing old") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("d.db");
  std::atomic<std::int64_t> now = static_cast<std::int64_t>(kMonday);
  auto with = settings(path, RecordMode::durable);
  with.retention.days = 30;
  with.now = [&] { return Instant{now.load()}; };
  {
    DecisionWriter writer(with);
    now += 1'000 * kMicrosPerDay;
    for (int i = 0; i < 3; ++i) {
      std::promise<void> told;
      REQUIRE(writer.submit(entries(5), [&](const auto&) { told.set_value(); }));
      told.get_future().get();
    }
    CHECK(writer.status().removed == 0);
  }
  CHECK(records_of(path) == 15);
  {
    // After a restart that clock is believed: the operator has seen it.
    DecisionWriter writer(with);
    CHECK(comes_true([&] { return writer.status().removed == 14; }));
  }
  CHECK(records_of(path) == 1);
}
