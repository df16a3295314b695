// One decision over the socket of a running daemon, and the cheapest call beside it: what the way alone costs.
// socket_bench SOCKET [benchmark options]; the daemon keeps a backlog `bench` already (see run.sh).

#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

class Connection {
 public:
  explicit Connection(const std::string& socket_path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_path.data(), socket_path.size());
    descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connected_ = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { ::close(descriptor_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }

  // Sends `request` and reads `replies` replies; the number that were 200.
  int exchange(std::string_view request, int replies) {
    if (::send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL) < 0) return 0;
    int good = 0;
    while (replies-- > 0) good += read_reply() ? 1 : 0;
    return good;
  }

 private:
  bool read_reply() {
    std::size_t head_end = std::string::npos;
    while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) return false;
    }
    const auto at = buffer_.find("Content-Length: ");
    const auto length = std::stoul(buffer_.substr(at + 16, 12));
    while (buffer_.size() < head_end + 4 + length) {
      if (!fill()) return false;
    }
    const bool is_good = buffer_.compare(9, 3, "200") == 0;
    buffer_.erase(0, head_end + 4 + length);
    return is_good;
  }

  bool fill() {
    char bytes[65536];
    const auto got = ::recv(descriptor_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  int descriptor_ = -1;
  bool connected_ = false;
  std::string buffer_;
};

void ask(benchmark::State& state, const std::string& socket_path, const std::string& request, int pipelined) {
  Connection connection(socket_path);
  if (!connection.connected()) return state.SkipWithError("cannot connect");
  std::string all;
  for (int i = 0; i < pipelined; ++i) all += request;
  for (auto _ : state) {
    if (connection.exchange(all, pipelined) != pipelined) return state.SkipWithError("an answer is not 200");
  }
  state.SetItemsProcessed(state.iterations() * pipelined);
}

std::string decision(std::string_view person) {
  const auto body = fmt::format(
      R"({{"person":"{}","action":"pull","item":"I-4","sprint":"s-1","backlog_id":"bench","as_of":"2026-03-01"}})",
      person);
  return fmt::format("POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{}", body.size(),
                     body);
}

const std::string kHealth = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || std::strlen(argv[1]) >= sizeof(sockaddr_un::sun_path)) return 2;
  const std::string path = argv[1];
  for (const int pipelined : {1, 32}) {
    benchmark::RegisterBenchmark(fmt::format("socket_healthz/{}", pipelined).c_str(), ask, path, kHealth, pipelined)
        ->UseRealTime();
    benchmark::RegisterBenchmark(fmt::format("socket_decision/allowed/{}", pipelined).c_str(), ask, path,
                                 decision("p0"), pipelined)
        ->UseRealTime();
    benchmark::RegisterBenchmark(fmt::format("socket_decision/refused/{}", pipelined).c_str(), ask, path,
                                 decision("p3"), pipelined)
        ->UseRealTime();
  }
  --argc;
  argv[1] = argv[0];
  benchmark::Initialize(&argc, argv + 1);
  benchmark::RunSpecifiedBenchmarks();
}
