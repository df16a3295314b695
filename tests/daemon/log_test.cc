#include "daemon/log/log.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

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
