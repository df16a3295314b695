// The daemon under a service manager: a socket that is passed to it, what it tells, and its pings. The test plays the
// manager.

#include "daemon/app/service_manager.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "tests/daemon/daemon_process.h"

using namespace sprintd;
using test::get;
using test::kRoot;
using test::Process;
using test::RawClient;
using test::Service;
using test::TemporaryFolder;

namespace {

const std::string kPack = kRoot + "/etc/packs/engineering-leadership.yaml";

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// A socket bound to a path.
class Bound {
 public:
  Bound(const std::string& path, int type) : descriptor_(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    path.copy(address.sun_path, path.size());
    REQUIRE(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  ~Bound() { ::close(descriptor_); }
  Bound(const Bound&) = delete;
  Bound& operator=(const Bound&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Hears what the daemon tells.
class Manager {
 public:
  explicit Manager(const TemporaryFolder& folder) : path_(folder.file("notify")), socket_(path_, SOCK_DGRAM) {}
  [[nodiscard]] std::string environment() const { return "NOTIFY_SOCKET=" + path_; }

  // The next message that is no ping; empty when none comes in twenty seconds.
  std::string hear() {
    for (int i = 0; i < 10'000; ++i) {
      auto message = hear_any();
      if (message != "WATCHDOG=1") return message;
      ++pings_;
    }
    return {};
  }
  std::string hear_any() {
    pollfd wait{.fd = socket_.descriptor(), .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, 20'000) != 1) return {};
    std::string message(4096, '\0');
    const auto size = ::recv(socket_.descriptor(), message.data(), message.size(), 0);
    message.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return message;
  }
  [[nodiscard]] bool has_heard() const {
    pollfd wait{.fd = socket_.descriptor(), .events = POLLIN, .revents = 0};
    return ::poll(&wait, 1, 0) == 1;
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int pings() const { return pings_; }

 private:
  std::string path_;
  Bound socket_;
  int pings_ = 0;
};

// A folder with a configuration of one pack.
std::string configured(const TemporaryFolder& folder, std::string_view more = "") {
  folder.write("pack.yaml", *read_file(kPack));
  return folder.write("sprintd.yaml", fmt::format("socket: {}\npacks: pack.yaml\nreload: {{quiet_milliseconds: 20, "
                                                  "watch: false}}\n{}",
                                                  folder.file("own.sock"), more));
}

}  // namespace

TEST_CASE("a passed socket: who connects before the daemon is there is answered, and its file is left alone") {
  const TemporaryFolder folder;
  const auto path = folder.file("passed.sock");
  const Bound listening(path, SOCK_STREAM);
  REQUIRE(::listen(listening.descriptor(), 16) == 0);
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  const std::vector<std::string> arguments = {"--config", configured(folder, "socket_mode: 0666\n")};
  const auto log = folder.file("log");

  RawClient early(path);
  REQUIRE(early.send(get("/readyz")));
  Process first(arguments, log, Service{.socket = listening.descriptor()});
  const auto reply = early.read();
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK_FALSE(std::filesystem::exists(folder.file("own.sock")));
  CHECK(has(*read_file(log), "socket=" + path));

  first.signal(SIGTERM);
  CHECK(first.wait() == 0);
  struct stat status{};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);

  // While no daemon runs, clients wait: nobody is refused.
  RawClient between(path);
  REQUIRE(between.send(get("/version")));
  const Process second(arguments, log, Service{.socket = listening.descriptor()});
  const auto later = between.read();
  REQUIRE(later);
  CHECK(later->status == 200);
}

TEST_CASE("what is no listening Unix socket is not taken for one") {
  const TemporaryFolder folder;
  const std::vector<std::string> arguments = {"--config", configured(folder)};
  const auto log = folder.file("log");
  std::string expected;
  SECTION("a file") {
    const int file = ::open(kPack.c_str(), O_RDONLY | O_CLOEXEC);
    CHECK(Process(arguments, log, Service{.socket = file}).wait() == 5);
    ::close(file);
    expected = "what was passed is no Unix stream socket";
  }
  SECTION("a socket of datagrams") {
    const Bound datagrams(folder.file("d.sock"), SOCK_DGRAM);
    CHECK(Process(arguments, log, Service{.socket = datagrams.descriptor()}).wait() == 5);
    expected = "what was passed is no Unix stream socket";
  }
  SECTION("one that does not listen") {
    const Bound silent(folder.file("s.sock"), SOCK_STREAM);
    CHECK(Process(arguments, log, Service{.socket = silent.descriptor()}).wait() == 5);
    expected = "the socket that was passed does not listen";
  }
  CHECK(*read_file(log) == "error[E0801]: cannot listen on descriptor 3: " + expected + " (to take the socket over)\n");
}

TEST_CASE("two passed sockets are one too many; those of another process are not taken") {
  const TemporaryFolder folder;
  const std::vector<std::string> arguments = {"--config", configured(folder)};
  const auto log = folder.file("log");
  const Bound listening(folder.file("p.sock"), SOCK_STREAM);
  REQUIRE(::listen(listening.descriptor(), 16) == 0);
  SECTION("two") {
    CHECK(Process(arguments, log, Service{.environment = "LISTEN_FDS=2", .socket = listening.descriptor()}).wait() ==
          5);
    CHECK(has(*read_file(log), "the service manager passed 2 sockets; the daemon listens on one"));
  }
  SECTION("of another process") {
    Manager manager(folder);
    const Process process(arguments, log, Service{.environment = "LISTEN_PID=1 LISTEN_FDS=1 " + manager.environment()});
    CHECK(has(manager.hear(), "READY=1"));
    CHECK(RawClient(folder.file("own.sock")).connected());
  }
}

TEST_CASE("the manager is told of start, reloads and stop, in this order") {
  const TemporaryFolder folder;
  Manager manager(folder);
  Process process({"--config", configured(folder)}, folder.file("log"), Service{.environment = manager.environment()});
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering");
  // Ready means that it listens.
  CHECK(RawClient(folder.file("own.sock")).connected());

  process.signal(SIGHUP);
  const auto reloading = manager.hear();
  constexpr std::string_view kBegin = "RELOADING=1\nMONOTONIC_USEC=";
  REQUIRE(reloading.starts_with(kBegin));
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const auto told = std::stoll(reloading.substr(kBegin.size()));
  CHECK(told > 0);
  CHECK(told <= static_cast<long long>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000);
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering");

  // A reload that fails ends too: the daemon goes on.
  folder.write("pack.yaml", "sprintd: 1\n");
  process.signal(SIGHUP);
  CHECK(manager.hear().starts_with(kBegin));
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering with the set from before: the files cannot be loaded");

  process.signal(SIGTERM);
  CHECK(manager.hear() == "STOPPING=1\nSTATUS=Finishing what is in flight");
  CHECK(process.wait() == 0);
}

TEST_CASE("a daemon that does not start tells nobody that it is ready") {
  const TemporaryFolder folder;
  Manager manager(folder);
  const auto file = folder.write("broken.yaml", "socket: /nonexistent/s.sock\npacks: " + kPack + "\n");
  Process process({"--config", file}, folder.file("log"), Service{.environment = manager.environment()});
  CHECK(process.wait() == 5);
  // The end of the queue, made visible.
  const Process working({"--config", configured(folder)}, folder.file("log"),
                        Service{.environment = manager.environment()});
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering");
}

TEST_CASE("a ping comes again and again, also while it reloads, and none after the last word") {
  const TemporaryFolder folder;
  Manager manager(folder);
  Process process({"--config", configured(folder)}, folder.file("log"),
                  Service{.environment = manager.environment() + " WATCHDOG_USEC=20000"});
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering");
  for (int i = 0; i < 5; ++i) CHECK(manager.hear_any() == "WATCHDOG=1");
  process.signal(SIGHUP);
  CHECK(manager.hear().starts_with("RELOADING=1"));
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering");
  process.signal(SIGTERM);
  CHECK(manager.hear().starts_with("STOPPING=1"));
  CHECK(process.wait() == 0);
  const Process next({"--config", configured(folder)}, folder.file("log"),
                     Service{.environment = manager.environment()});
  CHECK(manager.hear_any() == "READY=1\nSTATUS=Answering");
}

TEST_CASE("pings come from the I/O thread: when it hangs, none comes; and they do not keep it from ending") {
  const TemporaryFolder folder;
  Manager manager(folder);
  ::setenv("NOTIFY_SOCKET", manager.path().c_str(), 1);
  ::setenv("WATCHDOG_USEC", "2000", 1);
  boost::asio::io_context io{1};
  app::ServiceManager daemon(io);
  daemon.start_pings();
  ::unsetenv("WATCHDOG_USEC");
  CHECK(manager.hear_any() == "WATCHDOG=1");
  // Nobody runs the io_context, however long it takes.
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(manager.has_heard());
  for (int i = 0; i < 3; ++i) {
    io.run_one();
    CHECK(manager.hear_any() == "WATCHDOG=1");
  }
  daemon.tell_stopping();
  CHECK(manager.hear_any().starts_with("STOPPING=1"));
  io.run();
  daemon.tell_ready("too late");
  CHECK_FALSE(manager.has_heard());
  ::unsetenv("NOTIFY_SOCKET");
}

TEST_CASE("a watchdog that is somebody else's is not fed") {
  const TemporaryFolder folder;
  Manager manager(folder);
  Process process({"--config", configured(folder)}, folder.file("log"),
                  Service{.environment = manager.environment() + " WATCHDOG_PID=1 WATCHDOG_USEC=2000"});
  CHECK(manager.hear() == "READY=1\nSTATUS=Answering");
  process.signal(SIGTERM);
  CHECK(manager.hear().starts_with("STOPPING=1"));
  CHECK(manager.pings() == 0);
  CHECK(process.wait() == 0);
}
