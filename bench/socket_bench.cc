// Decisions over the socket beside an echo of the same size through the same HTTP, in one run, in turns:
// socket_bench ECHO_SOCKET DAEMON_SOCKET [NAME=DAEMON_SOCKET...] prints a table: the first daemon is asked for a
// decision that is allowed and one that is refused, the others for the allowed one. They keep a generated backlog
// `bench` (see run.sh).
//
// One thread asks and reads; the server has the other core. The body of every reply is compared with the first. A
// figure is the median of kRounds rounds, a ratio the median of the rounds' ratios.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kRounds = 7;
constexpr Seconds kMeasured{0.25};  // of each figure in each round
constexpr int kDeep = 32;

// What is asked of whom, and the reply that always comes.
struct Target {
  std::string name;
  std::string socket_path;
  std::string request;
  std::string expected;    // is in the reply
  std::string reply = {};  // the first one
  std::string body = {};   // of each
};

class Connection {
 public:
  explicit Connection(const Target& target) : target_(&target) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (target.socket_path.size() >= sizeof address.sun_path) throw std::runtime_error("the socket's path is too long");
    std::memcpy(address.sun_path, target.socket_path.data(), target.socket_path.size());
    descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval most{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect to " + target.socket_path);
    }
    for (int i = 0; i < kDeep; ++i) requests_ += target.request;
  }
  ~Connection() { ::close(descriptor_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }

  void ask(int times) const {
    const auto size = target_->request.size() * static_cast<std::size_t>(times);
    if (::send(descriptor_, requests_.data(), size, MSG_NOSIGNAL) != static_cast<ssize_t>(size)) {
      throw std::runtime_error("the server does not take requests");
    }
  }

  // Takes what is there, at least one byte; how many replies became whole. Headers may differ: they number decisions.
  int take() {
    buffer_ += receive();
    const std::string_view body = target_->body;
    std::size_t begin = 0;
    int whole = 0;
    for (;;) {
      const auto head = buffer_.find("\r\n\r\n", begin);
      if (head == std::string::npos || buffer_.size() < head + 4 + body.size()) break;
      if (std::string_view(buffer_).substr(head + 4, body.size()) != body) {
        throw std::runtime_error("a reply is not as the first one");
      }
      begin = head + 4 + body.size();
      ++whole;
    }
    buffer_.erase(0, begin);
    return whole;
  }

  // A whole reply as it comes: to know what the others must be.
  std::string first_reply() {
    std::string reply;
    for (;;) {
      reply += receive();
      const auto head = reply.find("\r\n\r\n");
      if (head == std::string::npos) continue;
      static constexpr std::string_view kLength = "Content-Length: ";
      const auto length = std::stoul(reply.substr(reply.find(kLength) + kLength.size(), 12));
      if (reply.size() >= head + 4 + length) break;
    }
    if (!reply.starts_with("HTTP/1.1 200 ")) throw std::runtime_error("not answered: " + reply);
    return reply;
  }

 private:
  std::string_view receive() {
    const auto got = ::recv(descriptor_, bytes_.data(), bytes_.size(), 0);
    if (got <= 0) throw std::runtime_error("the server went away, or says nothing");
    return {bytes_.data(), static_cast<std::size_t>(got)};
  }

  const Target* target_;
  int descriptor_ = -1;
  std::string requests_;
  std::string buffer_;  // of replies that are not whole yet
  std::array<char, 65536> bytes_;
};

// What a server's process has computed so far, whatever else the machine does; the time of measuring is not in it.
class ProcessorTime {
 public:
  explicit ProcessorTime(const Connection& connection) {
    ucred peer{};
    socklen_t size = sizeof peer;
    ::getsockopt(connection.descriptor(), SOL_SOCKET, SO_PEERCRED, &peer, &size);
    if (::clock_getcpuclockid(peer.pid, &clock_) != 0) throw std::runtime_error("the server's process is not there");
    begin_ = now();
  }
  [[nodiscard]] double microseconds() const { return now() - begin_; }

 private:
  [[nodiscard]] double now() const {
    timespec time{};
    ::clock_gettime(clock_, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
  }

  clockid_t clock_{};
  double begin_ = 0;
};

struct Latency {
  double p50, p99, per_second, processor;
};

struct Throughput {
  double per_second, processor;  // and microseconds for each
};

// One client that waits for each reply.
Latency measure_latency(const Target& target) {
  Connection connection(target);
  const ProcessorTime processor(connection);
  std::vector<double> microseconds;
  const auto begin = Clock::now();
  for (auto now = begin; now - begin < kMeasured;) {
    connection.ask(1);
    while (connection.take() == 0) {
    }
    const auto end = Clock::now();
    microseconds.push_back(std::chrono::duration<double, std::micro>(end - now).count());
    now = end;
  }
  const auto asked = static_cast<double>(microseconds.size());
  std::ranges::sort(microseconds);
  const auto at = [&](double part) { return microseconds[static_cast<std::size_t>(part * (asked - 1))]; };
  return {at(0.5), at(0.99), asked / Seconds(Clock::now() - begin).count(), processor.microseconds() / asked};
}

// Replies in a second to clients that keep `deep` requests on the way, each.
Throughput measure_throughput(const Target& target, int clients, int deep) {
  std::vector<std::unique_ptr<Connection>> connections;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  for (int i = 0; i < clients; ++i) {
    connections.push_back(std::make_unique<Connection>(target));
    epoll_event event{.events = EPOLLIN, .data = {.ptr = connections.back().get()}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connections.back()->descriptor(), &event);
  }
  const ProcessorTime processor(*connections.front());
  for (const auto& connection : connections) connection->ask(deep);
  std::int64_t answered = 0;
  const auto begin = Clock::now();
  while (Clock::now() - begin < kMeasured) {
    std::array<epoll_event, 64> events;
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 10'000);
    if (ready <= 0) throw std::runtime_error("no reply for ten seconds");
    for (int i = 0; i < ready; ++i) {
      auto& connection = *static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
      const int whole = connection.take();
      answered += whole;
      if (whole > 0) connection.ask(whole);
    }
  }
  ::close(poll);
  const auto replies = static_cast<double>(std::max<std::int64_t>(answered, 1));
  return {replies / Seconds(Clock::now() - begin).count(), processor.microseconds() / replies};
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// One line of the table: a figure of each target in each round.
struct Row {
  std::string name = {};
  bool is_time = false;
  std::vector<std::vector<double>> figures = {};  // by target, the echo first

  void add(std::size_t target, double figure) {
    figures.resize(std::max(figures.size(), target + 1));
    figures[target].push_back(figure);
  }
  void print() const {
    const auto shown = [&](double figure) {
      return is_time ? fmt::format("{:.1f} µs", figure) : fmt::format("{:.0f} /s", figure);
    };
    auto line = fmt::format("{:<33} {:>11}", name, shown(median(figures[0])));
    for (std::size_t target = 1; target < figures.size(); ++target) {
      std::vector<double> ratios;
      for (std::size_t i = 0; i < figures[0].size(); ++i) ratios.push_back(figures[target][i] / figures[0][i]);
      line += fmt::format(" {:>11} {:>5.2f}", shown(median(figures[target])), median(ratios));
    }
    std::puts(line.c_str());
  }
};

void measure(std::vector<Target>& targets) {
  for (auto& target : targets) {
    Connection connection(target);
    connection.ask(1);
    target.reply = connection.first_reply();
    if (target.reply.find(target.expected) == std::string::npos) {
      throw std::runtime_error("not the answer that was meant: " + target.reply);
    }
    target.body = target.reply.substr(target.reply.find("\r\n\r\n") + 4);
  }
  struct Load {
    int clients, deep;
    Row row = {}, processor = {};
  };
  std::vector<Load> loads = {{8, 1}, {64, 1}, {1, kDeep}, {8, kDeep}, {64, kDeep}};
  for (auto& load : loads) {
    const auto name = fmt::format("{} client{}, {}", load.clients, load.clients == 1 ? "" : "s",
                                  load.deep == 1 ? "one at a time" : fmt::format("{} pipelined", load.deep));
    load.row = {name};
    load.processor = {"  processor of the server, each", true};
  }
  Row p50{"1 client, one at a time, p50", true}, p99{"  p99", true}, single{"  throughput"};
  Row processor{"  processor of the server, each", true};
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t t = 0; t < targets.size(); ++t) {
      const auto latency = measure_latency(targets[t]);
      p50.add(t, latency.p50);
      p99.add(t, latency.p99);
      single.add(t, latency.per_second);
      processor.add(t, latency.processor);
    }
    for (auto& load : loads) {
      for (std::size_t t = 0; t < targets.size(); ++t) {
        const auto throughput = measure_throughput(targets[t], load.clients, load.deep);
        load.row.add(t, throughput.per_second);
        load.processor.add(t, throughput.processor);
      }
    }
  }
  auto head = fmt::format("{:<33} {:>11}", "", targets.front().name);
  for (std::size_t t = 1; t < targets.size(); ++t) head += fmt::format(" {:>11} {:>5}", targets[t].name, "ratio");
  std::puts(head.c_str());
  for (const auto* row : {&p50, &p99, &single, &processor}) row->print();
  for (const auto& load : loads) {
    load.row.print();
    load.processor.print();
  }
  std::string sizes = "bytes of a reply:";
  for (const auto& target : targets) sizes += fmt::format(" {} {}", target.name, target.reply.size());
  std::puts(sizes.c_str());
}

std::string decision_about(std::string_view person) {
  const auto body = fmt::format(
      R"({{"person":"{}","action":"pull","item":"I-4","sprint":"s-1","backlog_id":"bench","as_of":"2026-03-01"}})",
      person);
  return fmt::format("POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{}", body.size(),
                     body);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: socket_bench ECHO_SOCKET DAEMON_SOCKET [NAME=DAEMON_SOCKET...]\n", stderr);
    return 2;
  }
  std::vector<Target> targets = {
      {"echo", argv[1], decision_about("p0"), ""},
      {"allowed", argv[2], decision_about("p0"), "Sprintd-Allowed: true"},
      {"refused", argv[2], decision_about("p3"), "Sprintd-Allowed: false"},
  };
  for (int i = 3; i < argc; ++i) {
    const std::string_view named = argv[i];
    const auto equals = named.find('=');
    if (equals == std::string_view::npos) return 2;
    targets.push_back({std::string(named.substr(0, equals)), std::string(named.substr(equals + 1)),
                       decision_about("p0"), "Sprintd-Allowed: true"});
  }
  try {
    measure(targets);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "socket_bench: %s\n", failure.what());
    return 3;
  }
}
