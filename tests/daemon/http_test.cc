// Connections as clients see them: keep-alive, pipelining, limits of size and time, many at once, stopping.

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <fmt/format.h>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "daemon/http/server.h"
#include "tests/daemon/raw_client.h"

namespace asio = boost::asio;
using namespace sprintd;
using test::RawClient;

namespace {

// More than the kernel keeps for a reader that does not read.
constexpr std::size_t kLargeAnswer = std::size_t{8} << 20;

// Answers with what it was asked; "/later" on another thread, "/never" when released, "/large" with a lot.
class Echo final : public http::Handler {
 public:
  ~Echo() override {
    for (auto& thread : threads_) thread.join();
  }

  void handle(http::Request request, http::Respond respond) override {
    http::Response response{.status = 200, .content_type = "text/plain", .headers = {}, .body = {}};
    response.body = fmt::format("{} {} {}", request.method, request.target, request.body);
    if (request.target == "/large") response.body.assign(kLargeAnswer, 'x');
    if (request.target == "/throws") throw std::runtime_error("on purpose");
    if (request.target == "/later") {
      threads_.emplace_back([respond = std::move(respond), response = std::move(response)]() mutable {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        respond(std::move(response));
      });
      return;
    }
    if (request.target == "/never") {
      held_ = std::move(respond);
      holding_.set_value();
      return;
    }
    respond(std::move(response));
  }

  http::Response refuse(int status, std::string_view why) override {
    return {.status = status, .content_type = "text/plain", .headers = {}, .body = std::string(why)};
  }

  std::future<void> holding() { return holding_.get_future(); }
  void release() { held_({.status = 200, .content_type = "text/plain", .headers = {}, .body = "released"}); }

 private:
  std::vector<std::thread> threads_;
  std::promise<void> holding_;
  http::Respond held_;
};

class RunningServer {
 public:
  explicit RunningServer(http::Limits limits = {}) {
    auto socket = http::SocketFile::listen(path(), 0660);
    REQUIRE(socket);
    server_.emplace(io_, std::move(*socket), limits, echo_);
    server_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~RunningServer() {
    asio::post(io_, [this] { server_->abort(); });
    guard_.reset();
    thread_.join();
  }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  [[nodiscard]] std::string path() const { return folder_.file("s.sock"); }
  Echo& echo() { return echo_; }
  std::future<void> stop() {
    auto stopped = std::make_shared<std::promise<void>>();
    asio::post(io_, [this, stopped] { server_->stop([stopped] { stopped->set_value(); }); });
    return stopped->get_future();
  }

 private:
  test::TemporaryFolder folder_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_{io_.get_executor()};
  Echo echo_;
  std::optional<http::Server> server_;
  std::thread thread_;
};

std::string body_of(const std::optional<test::Reply>& reply) { return reply ? reply->body : "(no reply)"; }
int status_of(const std::optional<test::Reply>& reply) { return reply ? reply->status : 0; }

}  // namespace

TEST_CASE("a connection serves one request after another") {
  RunningServer server;
  RawClient client(server.path());
  for (int i = 0; i < 3; ++i) {
    client.send(test::post("/x", fmt::format("body {}", i)));
    CHECK(body_of(client.read()) == fmt::format("POST /x body {}", i));
  }
}

TEST_CASE("pipelined requests are answered in order, also when some take long") {
  RunningServer server;
  RawClient client(server.path());
  client.send(test::get("/later") + test::post("/a", "1") + test::get("/later") + test::get("/b"));
  CHECK(body_of(client.read()) == "GET /later ");
  CHECK(body_of(client.read()) == "POST /a 1");
  CHECK(body_of(client.read()) == "GET /later ");
  CHECK(body_of(client.read()) == "GET /b ");
}

TEST_CASE("an answer is not held back for what is not here yet") {
  RunningServer server;
  RawClient client(server.path());
  SECTION("the rest of the next request") {
    const auto second = test::post("/b", "2");
    client.send(test::post("/a", "1") + second.substr(0, second.size() / 2));
    CHECK(body_of(client.read()) == "POST /a 1");
    client.send(second.substr(second.size() / 2));
    CHECK(body_of(client.read()) == "POST /b 2");
  }
  SECTION("the answer to the next request") {
    client.send(test::post("/a", "1") + test::get("/never"));
    server.echo().holding().get();
    CHECK(body_of(client.read()) == "POST /a 1");
    server.echo().release();
    CHECK(body_of(client.read()) == "released");
  }
  SECTION("the body that waits for 100 Continue") {
    client.send(test::post("/a", "1") +
                "POST /b HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
    CHECK(body_of(client.read()) == "POST /a 1");
    const auto go_on = client.read(false);
    CHECK(status_of(go_on) == 100);
    client.send("2");
    CHECK(body_of(client.read()) == "POST /b 2");
  }
}

TEST_CASE("what is answered is sent before a refusal, a close and the end of the server") {
  RunningServer server;
  RawClient client(server.path());
  const auto asked = test::get("/a") + test::get("/b");
  const auto answered = [&] {
    CHECK(body_of(client.read()) == "GET /a ");
    CHECK(body_of(client.read()) == "GET /b ");
  };
  SECTION("no request") {
    client.send(asked + "nonsense\r\n\r\n");
    answered();
    CHECK(status_of(client.read()) == 400);
    CHECK(client.read_end());
  }
  SECTION("Connection: close, and nothing behind it") {
    client.send(asked + "GET /c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + test::get("/d"));
    answered();
    CHECK(body_of(client.read()) == "GET /c ");
    CHECK(client.read_end());
  }
  SECTION("a peer that says no more") {
    client.send(asked);
    client.finish_sending();
    answered();
    CHECK(client.read_end());
  }
  SECTION("the server stops") {
    client.send(asked + test::get("/never"));
    server.echo().holding().get();
    const auto stopped = server.stop();
    server.echo().release();
    answered();
    CHECK(body_of(client.read()) == "released");
    CHECK(stopped.wait_for(std::chrono::seconds(10)) == std::future_status::ready);
  }
}

TEST_CASE("thousands of requests in one go are answered, each once and in order") {
  constexpr int kRequests = 5'000;
  RunningServer server;
  RawClient client(server.path());
  std::string all;
  for (int i = 0; i < kRequests; ++i) all += test::get(fmt::format("/{}", i));
  std::thread sender([&] { client.send(all); });
  int right = 0;
  for (int i = 0; i < kRequests; ++i) right += body_of(client.read()) == fmt::format("GET /{} ", i) ? 1 : 0;
  sender.join();
  CHECK(right == kRequests);
}

TEST_CASE("a request may come byte by byte") {
  RunningServer server;
  RawClient client(server.path());
  for (const char byte : test::post("/x", "slow")) client.send({&byte, 1});
  CHECK(body_of(client.read()) == "POST /x slow");
}

TEST_CASE("HEAD has the length and no body, Connection: close is obeyed") {
  RunningServer server;
  RawClient client(server.path());
  client.send("HEAD /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const auto reply = client.read(false);
  REQUIRE(reply);
  CHECK(reply->headers.at("content-length") == "7");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.read_end());
}

TEST_CASE("a client that waits for 100 Continue is told to go on") {
  RunningServer server;
  RawClient client(server.path());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(status_of(client.read(false)) == 100);
  client.send("hi");
  CHECK(body_of(client.read()) == "POST /x hi");
}

TEST_CASE("what is too large, too slow or no request is refused with a reason, and the connection ends") {
  http::Limits limits;
  limits.body_bytes = 1000;
  limits.header_bytes = 2000;
  limits.request = std::chrono::milliseconds(200);
  RunningServer server(limits);
  const auto status_for = [&](const std::string& bytes) {
    RawClient client(server.path());
    client.send(bytes);
    const auto status = status_of(client.read());
    client.finish_sending();
    CHECK(client.read_end());
    return status;
  };
  CHECK(status_for(test::post("/x", std::string(1001, 'x'))) == 413);
  CHECK(status_for("GET / HTTP/1.1\r\nX: " + std::string(4000, 'x') + "\r\n\r\n") == 431);
  CHECK(status_for("GET / HTTP/1.1\r\nHo") == 408);
  CHECK(status_for("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc") == 408);
  CHECK(status_for("this is not HTTP\r\n\r\n") == 400);
  CHECK(status_for("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: no\r\n\r\n") == 400);
}

TEST_CASE("a large body is refused although the client goes on sending it") {
  http::Limits limits;
  limits.body_bytes = 1000;
  RunningServer server(limits);
  RawClient client(server.path());
  client.send(test::post("/x", std::string(3'000'000, 'x')));
  CHECK(status_of(client.read()) == 413);
}

TEST_CASE("a chunked body may come in any pieces") {
  RunningServer server;
  const std::string head = "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string body : {"2\r\nhi\r\n0\r\n\r\n", "0\r\n\r\n", "2\r\nhi\r\n0\r\nX: y\r\n\r\n"}) {
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
      INFO(body << " cut at " << cut);
      RawClient client(server.path());
      client.send(head + body.substr(0, cut));
      // So that the pieces arrive as pieces; where they do not, the test is weaker and not wrong.
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      if (cut < body.size()) client.send(body.substr(cut, 1));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      client.send(body.substr(std::min(cut + 1, body.size())));
      const auto reply = client.read();
      REQUIRE(reply);
      CHECK(reply->status == 200);
      CHECK(reply->body == (body.front() == '2' ? "POST /x hi" : "POST /x "));
    }
  }
}

TEST_CASE("a header has a limit of bytes and of fields, and so has what stands between and after chunks") {
  RunningServer server;
  const auto status_for = [&](const std::string& bytes) {
    RawClient client(server.path());
    client.send(bytes);
    const auto status = status_of(client.read());
    client.finish_sending();
    if (status != 200) CHECK(client.read_end());
    return status;
  };
  const auto with_fields = [](int count) {
    std::string bytes = "GET /x HTTP/1.1\r\n";
    for (int i = 0; i < count; ++i) bytes += fmt::format("X-{}: y\r\n", i);
    return bytes + "\r\n";
  };
  const std::string chunked = "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(status_for(with_fields(100)) == 200);
  CHECK(status_for(with_fields(101)) == 431);
  CHECK(status_for("GET /x HTTP/1.1\r\nX: " + std::string(64 * 1024, 'x') + "\r\n\r\n") == 431);
  CHECK(status_for("GET /x HTTP/1.1\r\n" + std::string(64 * 1024, 'x')) == 431);
  CHECK(status_for("GET /" + std::string(64 * 1024, 'x') + " HTTP/1.1\r\n\r\n") == 431);
  CHECK(status_for(with_fields(8000)) == 431);
  CHECK(status_for(chunked + "2;a=b\r\nhi\r\n0\r\nX: y\r\n\r\n") == 200);
  CHECK(status_for(chunked + "2;a=" + std::string(1'000'000, 'b')) == 431);
  CHECK(status_for(chunked + "0\r\nX: " + std::string(1'000'000, 'y')) == 431);
  std::string trailer = "0\r\n";
  for (int i = 0; i < 101; ++i) trailer += "X: y\r\n";
  CHECK(status_for(chunked + trailer + "\r\n") == 431);
}

TEST_CASE("a refusal of HEAD has no body") {
  http::Limits limits;
  limits.body_bytes = 10;
  RunningServer server(limits);
  RawClient client(server.path());
  client.send("HEAD /x HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n");
  CHECK(status_of(client.read(false)) == 413);
  client.finish_sending();
  CHECK(client.read_end());
}

TEST_CASE("a slow reader costs its connection, and that for the time of an answer") {
  http::Limits limits;
  limits.connections = 3;
  limits.write = std::chrono::milliseconds(300);
  RunningServer server(limits);
  RawClient slow(server.path());
  RawClient slower(server.path());
  slow.send(test::get("/large") + test::get("/large"));
  slower.send(test::get("/large"));
  RawClient other(server.path());
  for (int i = 0; i < 100; ++i) {
    other.send(test::get("/x"));
    CHECK(body_of(other.read()) == "GET /x ");
  }
  // Their two places become free although they never read, and never close.
  RawClient next(server.path());
  RawClient after(server.path());
  next.send(test::get("/next"));
  after.send(test::get("/after"));
  CHECK(body_of(next.read()) == "GET /next ");
  CHECK(body_of(after.read()) == "GET /after ");
  CHECK_FALSE(slow.read());
  CHECK_FALSE(slower.read());
}

TEST_CASE("a slow writer costs its connection, and that for the time of a request") {
  http::Limits limits;
  limits.connections = 3;
  limits.request = std::chrono::milliseconds(300);
  RunningServer server(limits);
  RawClient slow(server.path());
  RawClient slower(server.path());
  slow.send("GET / HT");
  slower.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc");
  RawClient other(server.path());
  for (int i = 0; i < 100; ++i) {
    other.send(test::get("/x"));
    CHECK(body_of(other.read()) == "GET /x ");
  }
  RawClient next(server.path());
  next.send(test::get("/next"));
  CHECK(body_of(next.read()) == "GET /next ");
  CHECK(status_of(slow.read()) == 408);
  CHECK(status_of(slower.read()) == 408);
}

// The time may end between two reads, when there is nothing to cancel.
TEST_CASE("a request that comes in pieces ends in time, wherever it is then") {
  http::Limits limits;
  limits.request = std::chrono::milliseconds(1);
  RunningServer server(limits);
  constexpr int kClients = 300;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.path()));
    clients.back()->send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n");
    std::this_thread::sleep_for(std::chrono::microseconds(10 * (i % 100)));
    clients.back()->send("\r\nabc");
  }
  int ended = 0;
  for (const auto& client : clients) {
    if (status_of(client->read()) == 408) ++ended;
  }
  CHECK(ended == kClients);
}

TEST_CASE("an idle connection is closed without a word") {
  http::Limits limits;
  limits.idle = std::chrono::milliseconds(100);
  RunningServer server(limits);
  RawClient client(server.path());
  CHECK(client.read_end());
}

TEST_CASE("a handler that throws costs one answer") {
  RunningServer server;
  RawClient client(server.path());
  client.send(test::get("/throws") + test::get("/x"));
  CHECK(status_of(client.read()) == 500);
  CHECK(body_of(client.read()) == "GET /x ");
}

TEST_CASE("200 clients at once get their own answers") {
  RunningServer server;
  constexpr int kClients = 200;
  constexpr int kRequests = 20;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < kClients; ++i) clients.push_back(std::make_unique<RawClient>(server.path()));
  int wrong = 0;
  for (int round = 0; round < kRequests; ++round) {
    for (int i = 0; i < kClients; ++i)
      clients[static_cast<std::size_t>(i)]->send(test::post("/x", fmt::format("{}-{}", i, round)));
    for (int i = 0; i < kClients; ++i) {
      const auto reply = clients[static_cast<std::size_t>(i)]->read();
      if (body_of(reply) != fmt::format("POST /x {}-{}", i, round)) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("above the limit of connections, new ones wait for a place") {
  http::Limits limits;
  limits.connections = 2;
  RunningServer server(limits);
  auto first = std::make_unique<RawClient>(server.path());
  RawClient second(server.path());
  RawClient third(server.path());
  first->send(test::get("/1"));
  second.send(test::get("/2"));
  CHECK(body_of(first->read()) == "GET /1 ");
  CHECK(body_of(second.read()) == "GET /2 ");
  third.send(test::get("/3"));
  first.reset();
  CHECK(body_of(third.read()) == "GET /3 ");
}

TEST_CASE("stopping closes idle connections and waits for the answer in flight") {
  RunningServer server;
  auto holding = server.echo().holding();
  RawClient idle(server.path());
  RawClient busy(server.path());
  busy.send(test::get("/never"));
  holding.wait();
  auto stopped = server.stop();
  CHECK(idle.read_end());
  CHECK(stopped.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
  CHECK_FALSE(RawClient(server.path()).connected());
  server.echo().release();
  const auto reply = busy.read();
  CHECK(body_of(reply) == "released");
  REQUIRE(reply);
  CHECK(reply->headers.at("connection") == "close");
  busy.finish_sending();
  CHECK(stopped.wait_for(std::chrono::seconds(10)) == std::future_status::ready);
}
