// The socket's file: made, replaced when stale, never stolen, removed.

#include "daemon/http/socket_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include "tests/daemon/raw_client.h"

using namespace sprintd;
using http::SocketFile;

namespace {
mode_t mode_of(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}
}  // namespace

TEST_CASE("the file has the mode asked for and goes with its owner") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("s.sock");
  {
    const auto socket = SocketFile::listen(path, 0660);
    REQUIRE(socket);
    CHECK(mode_of(path) == 0660);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a file that nobody listens on is replaced") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("s.sock");
  {
    auto gone = SocketFile::listen(path, 0660);
    REQUIRE(gone);
    std::filesystem::create_hard_link(path, folder.file("kept"));
  }
  std::filesystem::rename(folder.file("kept"), path);
  REQUIRE(std::filesystem::exists(path));
  CHECK(SocketFile::listen(path, 0600).has_value());
}

TEST_CASE("a living owner keeps its socket") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("s.sock");
  const auto first = SocketFile::listen(path, 0660);
  const auto second = SocketFile::listen(path, 0660);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::socket_in_use);
  CHECK(second.error().message == "another process listens on " + path);
  CHECK(test::RawClient(path).connected());
}

TEST_CASE("what is no socket is left alone") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("precious.txt", "data");
  const auto socket = SocketFile::listen(path, 0660);
  REQUIRE_FALSE(socket);
  CHECK(socket.error().message == "cannot listen on " + path + ": there is a file of that name that is no socket");
  CHECK(std::filesystem::file_size(path) == 4);
}

TEST_CASE("a path that cannot be is refused in words") {
  const auto long_path = SocketFile::listen("/tmp/" + std::string(200, 'x'), 0660);
  REQUIRE_FALSE(long_path);
  CHECK(long_path.error().code == Code::socket_unusable);
  const auto no_folder = SocketFile::listen("/nonexistent/s.sock", 0660);
  REQUIRE_FALSE(no_folder);
  CHECK(no_folder.error().message == "cannot listen on /nonexistent/s.sock: No such file or directory");
}

TEST_CASE("a socket that was passed on is listened to, and its file is its maker's") {
  const test::TemporaryFolder folder;
  const auto path = folder.file("s.sock");
  auto maker = SocketFile::listen(path, 0640);
  REQUIRE(maker);
  {
    const auto adopted = SocketFile::adopt(maker->release_descriptor());
    REQUIRE(adopted);
    CHECK(adopted->path() == path);
    CHECK(test::RawClient(path).connected());
  }
  CHECK(mode_of(path) == 0640);
}
