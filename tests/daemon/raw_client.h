// A client that sends exactly the bytes it is given, and a folder for sockets: for tests of the daemon.
//
// Neighbours: *_test.cc of this folder. Reads time out after ten seconds, so that a daemon that hangs fails the test.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sprintd::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }
  // Writes a file and gives its path.
  std::string write(std::string_view name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(const std::string& socket_path);
  explicit RawClient(std::uint16_t port);  // of 127.0.0.1
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return descriptor_ >= 0; }
  // False when the peer is gone.
  bool send(std::string_view bytes) const;
  void finish_sending() const;
  // Whether something can be read, or comes to its end, within the time.
  [[nodiscard]] bool is_readable(std::chrono::milliseconds time) const;
  // The next reply; nothing when the connection ends or ten seconds pass before it is whole.
  std::optional<Reply> read(bool has_body = true);
  // True when the peer closes without another byte.
  bool read_end();

 private:
  bool fill();

  int descriptor_ = -1;
  std::string buffer_;
};

std::string get(std::string_view target);
std::string post(std::string_view target, std::string_view body, std::string_view method = "POST");

}  // namespace sprintd::test
