#include "daemon/log/log.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include "daemon/log/log_file.h"
#include "tests/daemon/daemon_process.h"
#include "tests/daemon/raw_client.h"

using namespace sprintd;

namespace {

std::string logged(log::Form form) {
  const test::TemporaryFolder folder;
  const auto path = folder.file("log");
  {
    const auto log = log::Log::open({.level = log::Level::info, .form = form, .file = path});
    REQUIRE(log);
    log->write(log::Level::debug, "not wanted");
    log->write(log::Level::warning, "served",
               {{"target", std::string_view("/a b\"\n")}, {"status", std::int64_t{200}}, {"live", true}});
  }
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("text lines carry time, level, event and fields; awkward values are quoted") {
  const auto line = logged(log::Form::text);
  CHECK(line.substr(10, 1) == "T");
  CHECK(line.substr(24) == " warning served target=\"/a b\\\"\\n\" status=200 live=true\n");
}

TEST_CASE("JSON lines are one object each") {
  const auto line = logged(log::Form::json);
  CHECK(line.starts_with("{\"time\":\"20"));
  CHECK(line.substr(34) ==
        ",\"level\":\"warning\",\"event\":\"served\",\"target\":\"/a b\\\"\\n\",\"status\":200,\"live\":true}\n");
}

TEST_CASE("a log that cannot be opened is an error in words") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a-file", "");
  const auto log = log::Log::open({.level = log::Level::info, .form = log::Form::text, .file = file + "/x.log"});
  REQUIRE_FALSE(log);
  CHECK(log.error().code == Code::log_unwritable);
}

namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("renamed and reopened again and again under load, the files have every line once and whole") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("log");
  const auto log = log::Log::open({.level = log::Level::debug, .form = log::Form::text, .file = path});
  REQUIRE(log);
  constexpr int kThreads = 3, kLines = 4000, kRotations = 20;
  std::atomic<int> written = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kLines; ++i) {
        log->write(log::Level::debug, "line", {{"thread", std::int64_t{t}}, {"number", std::int64_t{i}}});
        ++written;
      }
    });
  }
  std::vector<std::string> files = {path};
  for (int r = 0; r < kRotations; ++r) {
    while (written < kThreads * kLines * r / kRotations) std::this_thread::yield();
    files.push_back(fmt::format("{}.{}", path, r));
    std::filesystem::rename(path, files.back());
    REQUIRE(log->reopen());
  }
  for (auto& thread : threads) thread.join();
  std::multiset<std::string> lines;
  for (const auto& file : files) {
    for (const auto& line : lines_of(file)) lines.insert(line.substr(line.find(" debug") + 1));
  }
  CHECK(lines.size() == std::size_t{kThreads * kLines});
  std::size_t missing = 0;
  for (int t = 0; t < kThreads; ++t) {
    for (int i = 0; i < kLines; ++i) {
      if (lines.count(fmt::format("debug   line thread={} number={}", t, i)) != 1) ++missing;
    }
  }
  CHECK(missing == 0);
}

TEST_CASE("a log that cannot be reopened goes on where it is") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("logs"));
  const auto path = folder.file("logs/log");
  const auto log = log::Log::open({.level = log::Level::info, .form = log::Form::text, .file = path});
  REQUIRE(log);
  log->write(log::Level::info, "before");
  std::filesystem::rename(folder.file("logs"), folder.file("old"));
  folder.write("logs", "a file where the folder was");
  const auto reopened = log->reopen();
  REQUIRE_FALSE(reopened);
  CHECK(reopened.error().message == "cannot write the log " + path + ": Not a directory");
  log->write(log::Level::info, "after");
  const auto lines = lines_of(folder.file("old/log"));
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].ends_with(" after"));
}

TEST_CASE("a full disk is an error that does not last; a pipe that nobody reads holds nobody up") {
  auto full = log::LogFile::open("/dev/full");
  REQUIRE(full);
  const auto written = full->write("line\n");
  REQUIRE_FALSE(written);
  CHECK(written.error().message == "cannot write the log /dev/full: No space left on device");

  const test::TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  CHECK_FALSE(log::LogFile::open(folder.file("pipe")));
}

TEST_CASE("after a time without room the log says how much it lost, and a torn line ends before the next begins") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("pipe");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(reader >= 0);
  const auto read_all = [&] {
    std::string text;
    char bytes[65536];
    for (ssize_t got = 0; (got = ::read(reader, bytes, sizeof bytes)) > 0;)
      text.append(bytes, static_cast<size_t>(got));
    return text;
  };
  const auto log = log::Log::open({.level = log::Level::info, .form = log::Form::json, .file = path});
  REQUIRE(log);
  // More than a pipe holds: some of it is torn or lost, and nothing waits.
  const std::string long_value(50'000, 'x');
  constexpr int kLines = 40;
  for (int i = 0; i < kLines; ++i) log->write(log::Level::info, "long", {{"value", std::string_view(long_value)}});
  const auto before = read_all();
  log->write(log::Level::info, "there is room again");
  const auto after = read_all();
  ::close(reader);
  const auto whole = std::count(before.begin(), before.end(), '\n');
  CHECK(whole < kLines);
  CHECK(after.find("\"event\":\"there is room again\"}\n{") != std::string::npos);
  CHECK(after.find(fmt::format("\"event\":\"lines of the log were lost\",\"lines\":{}}}\n", kLines - whole)) !=
        std::string::npos);
  CHECK(after.starts_with(before.ends_with('\n') ? "{" : "\n{"));
}

TEST_CASE("the daemon answers while its log is renamed and reopened by SIGHUP, and no line of it is lost") {
  test::Daemon daemon([](const test::TemporaryFolder& folder) {
    return fmt::format(
        "packs: {}/etc/packs/engineering-leadership.yaml\nlog: {{level: debug, format: json, file: {}}}\n", test::kRoot,
        folder.file("d.log"));
  });
  const auto path = daemon.folder().file("d.log");
  constexpr int kThreads = 2, kRequests = 300, kRotations = 10;
  std::atomic<int> answered = 0, done = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      test::RawClient client(daemon.path());
      for (int i = 0; i < kRequests; ++i) {
        // Each request has a line of its own in the log.
        client.send(test::get(fmt::format("/v1/rules/none-{}-{}", t, i)));
        if (client.read()) ++answered;
        ++done;
      }
    });
  }
  std::vector<std::string> files = {path};
  for (int r = 0; r < kRotations; ++r) {
    while (done < kThreads * kRequests * r / kRotations) std::this_thread::yield();
    files.push_back(fmt::format("{}.{}", path, r));
    std::filesystem::rename(path, files.back());
    daemon.process().signal(SIGHUP);
    // It is reopened when the name is there again.
    for (int i = 0; i < 1000 && !std::filesystem::exists(path); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(std::filesystem::exists(path));
  }
  for (auto& thread : threads) thread.join();
  CHECK(answered == kThreads * kRequests);
  std::string text;
  for (const auto& file : files) text += *read_file(file);
  std::size_t missing = 0;
  for (int t = 0; t < kThreads; ++t) {
    for (int i = 0; i < kRequests; ++i) {
      if (text.find(fmt::format("\"/v1/rules/none-{}-{}\"", t, i)) == std::string::npos) ++missing;
    }
  }
  CHECK(missing == 0);
}

TEST_CASE("a daemon whose log has no room answers all the same") {
  const test::Daemon daemon("log: {level: debug, file: /dev/full}");
  for (int i = 0; i < 20; ++i) CHECK(daemon.ask(test::get("/healthz"))->status == 200);
  const auto said = *read_file(daemon.log());
  CHECK(said == "sprintd: cannot write the log /dev/full: No space left on device; lines are lost\n");
}

TEST_CASE("a log at the limit of its size stops nobody, and tells afterwards what it lost") {
  test::Daemon daemon([](const test::TemporaryFolder& folder) {
    return fmt::format("packs: {}/etc/packs/engineering-leadership.yaml\nlog: {{level: debug, file: {}}}\n",
                       test::kRoot, folder.file("d.log"));
  });
  rlimit unlimited{};
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_FSIZE, nullptr, &unlimited) == 0);
  const rlimit small{.rlim_cur = 1, .rlim_max = unlimited.rlim_max};
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_FSIZE, &small, nullptr) == 0);
  for (int i = 0; i < 3; ++i) CHECK(daemon.ask(test::get("/healthz"))->status == 200);
  REQUIRE(::prlimit(daemon.process().id(), RLIMIT_FSIZE, &unlimited, nullptr) == 0);
  CHECK(daemon.ask(test::get("/version"))->status == 200);
  daemon.process().signal(SIGTERM);
  CHECK(daemon.process().wait() == 0);
  const auto text = *read_file(daemon.folder().file("d.log"));
  CHECK(text.find("target=/healthz") == std::string::npos);
  CHECK(text.find("target=/version") != std::string::npos);
  CHECK(text.find(" lines of the log were lost lines=3\n") != std::string::npos);
}
