// Connections: bytes come in pieces into one end of a pair of sockets, a session of daemon/http answers at the other.
// The first byte says how large the pieces are. Nothing waits: where nothing moves any more, the session hangs.
#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <utility>

#include "daemon/http/session.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

namespace asio = boost::asio;
using Socket = asio::local::stream_protocol::socket;

// Small enough that short inputs reach them.
http::Limits small_limits() {
  http::Limits limits;
  limits.body_bytes = 512;
  limits.header_bytes = 1024;
  limits.header_count = 12;
  return limits;
}

constexpr std::string_view kStatusLine = "HTTP/1.1 ";
// No body begins like a status line, so that an answer without one is known from what follows it.
constexpr std::string_view kBody = "body";
constexpr std::string_view kNumber = "X-Number";
constexpr std::string_view kOnPurpose = "on purpose";  // a session takes everything that its handler throws for a fault

// Numbers what it answers. What the path begins with says how: /l later, /t throws, /b with much, /n with nothing.
class Numbering final : public http::Handler {
 public:
  void handle(http::Request request, http::Respond respond) override {
    promise(!request.method.empty() && !request.target.empty(), "a request has a method and a target");
    promise(request.headers.size() <= small_limits().header_count, "a request has no more fields than the limit");
    promise(request.body.size() <= small_limits().body_bytes, "a request has no larger body than the limit");
    auto response = numbered(200);
    const auto how = request.target.substr(0, 2);
    if (how == "/t") throw std::runtime_error(std::string(kOnPurpose));
    if (how == "/b") response.body.append(300'000, 'x');
    if (how == "/n") response = {.status = 204, .content_type = {}, .headers = response.headers, .body = {}};
    if (how != "/l") return respond(std::move(response));
    promise(!held_, "one request of a connection is answered at a time");
    held_ = [respond = std::move(respond), response = std::move(response)] { respond(response); };
  }

  http::Response refuse(int status, std::string_view why) override {
    promise(!why.empty(), "a refusal says why");
    if (status == 500) {
      if (why != kOnPurpose) throw BrokenPromise(std::string(why));
      --handled_;
      return numbered(500);
    }
    promise(!std::exchange(refused_, true), "nothing is read after a refusal");
    return {.status = status, .content_type = "text/plain", .headers = {}, .body = std::string(kBody)};
  }

  // Whether one was owed.
  bool answer_held() {
    if (!held_) return false;
    std::exchange(held_, nullptr)();
    return true;
  }

  [[nodiscard]] int handled() const { return handled_; }
  [[nodiscard]] bool refused() const { return refused_; }

 private:
  http::Response numbered(int status) {
    return {.status = status,
            .content_type = "text/plain",
            .headers = {{std::string(kNumber), std::to_string(handled_++)}},
            .body = std::string(kBody)};
  }

  int handled_ = 0;
  bool refused_ = false;
  std::function<void()> held_;
};

class Exchange {
 public:
  Exchange() : client_(io_) {
    Socket server(io_);
    asio::local::connect_pair(client_, server);
    client_.native_non_blocking(true);
    session_ = http::make_session(std::move(server), false, small_limits(), handler_,
                                  [this](http::Session*) { closed_ = true; });
    session_->start();
  }

  ~Exchange() {
    session_->abort();
    handler_.answer_held();
    io_.restart();
    io_.poll();
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  void send(std::string_view bytes, std::size_t piece) {
    while (!bytes.empty()) {
      const auto sent = ::send(client_.native_handle(), bytes.data(), std::min(piece, bytes.size()), MSG_NOSIGNAL);
      if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
      const bool moved = turn() || sent > 0;
      if (closed_) return;
      promise(moved, "a session that is open reads or writes");
    }
  }

  void finish() {
    ::shutdown(client_.native_handle(), SHUT_WR);
    while (!closed_) promise(turn(), "a connection that its client ends comes to its end");
    turn();
  }

  [[nodiscard]] const Numbering& handler() const { return handler_; }
  [[nodiscard]] std::string_view answers() const { return answers_; }

 private:
  bool turn() {
    bool moved = handler_.answer_held();
    io_.restart();
    moved = io_.poll() > 0 || moved;
    std::array<char, 65536> bytes{};
    for (;;) {
      const auto got = ::recv(client_.native_handle(), bytes.data(), bytes.size(), 0);
      if (got <= 0) return moved;
      answers_.append(bytes.data(), static_cast<std::size_t>(got));
      moved = true;
    }
  }

  asio::io_context io_{1};
  Numbering handler_;
  Socket client_;
  std::shared_ptr<http::Session> session_;
  std::string answers_;
  bool closed_ = false;
};

struct WireAnswer {
  int status = 0;
  std::optional<int> number;
  bool closes = false;
  bool has_body = false;
};

std::string_view take_line(std::string_view& bytes) {
  const auto end = bytes.find("\r\n");
  promise(end != std::string_view::npos, "a line of a header ends");
  const auto line = bytes.substr(0, end);
  promise(std::ranges::all_of(line, [](char c) { return c >= ' ' && c < 127; }), "a line of a header is plain text");
  bytes.remove_prefix(end + 2);
  return line;
}

int number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  promise(error == std::errc{} && end == text.data() + text.size() && number >= 0, "a number is digits");
  return number;
}

// RFC 9112, as far as it is used.
WireAnswer take_answer(std::string_view& bytes) {
  WireAnswer answer;
  auto line = take_line(bytes);
  promise(line.starts_with(kStatusLine) && line.size() > kStatusLine.size() + 4, "an answer begins with its status");
  answer.status = number_of(line.substr(kStatusLine.size(), 3));
  promise(line[kStatusLine.size() + 3] == ' ' && !line.ends_with("Unknown"), "a status has a reason");
  std::optional<int> length;
  while (!(line = take_line(bytes)).empty()) {
    const auto colon = line.find(": ");
    promise(colon != std::string_view::npos && colon > 0, "a field has a name and a value");
    const auto name = line.substr(0, colon);
    const auto value = line.substr(colon + 2);
    if (name == "Content-Length") {
      promise(!length, "an answer has one length");
      length = number_of(value);
    }
    if (name == kNumber) answer.number = number_of(value);
    if (name == "Connection") answer.closes = value == "close";
  }
  const bool is_bare = answer.status == 100 || answer.status == 204;
  promise(length.has_value() != is_bare, "an answer has a length exactly when it may have a body");
  if (is_bare || bytes.empty() || bytes.starts_with(kStatusLine)) return answer;
  promise(bytes.starts_with(kBody) && bytes.size() >= static_cast<std::size_t>(*length), "a body is whole");
  bytes.remove_prefix(static_cast<std::size_t>(*length));
  answer.has_body = true;
  return answer;
}

std::size_t count(std::string_view bytes, std::string_view part) {
  std::size_t found = 0;
  for (auto at = bytes.find(part); at != std::string_view::npos; at = bytes.find(part, at + part.size())) ++found;
  return found;
}

void promise_good_answers(std::string_view asked, const Exchange& exchange) {
  auto bytes = exchange.answers();
  int numbered = 0;
  std::size_t refused = 0;
  std::size_t without_body = 0;
  std::size_t continued = 0;
  while (!bytes.empty()) {
    const auto answer = take_answer(bytes);
    if (answer.status == 100) {
      ++continued;
      continue;
    }
    if (answer.number) {
      promise(*answer.number == numbered++, "answers come in the order of the requests");
    } else {
      ++refused;
      promise(answer.status >= 400 && answer.status < 500 && answer.closes,
              "a refusal is the request's fault and ends");
    }
    if (!answer.has_body && answer.status != 204) ++without_body;
    promise(!answer.closes || bytes.empty(), "nothing follows the last answer");
  }
  const auto& handler = exchange.handler();
  promise(numbered == handler.handled(), "every request that was taken is answered");
  promise(refused == (handler.refused() ? 1U : 0U), "every refusal is told");
  promise(static_cast<std::size_t>(numbered) <= count(asked, "\r\n\r\n"), "there are no more answers than requests");
  promise(without_body <= count(asked, "HEAD"), "only answers to HEAD lack a body");
  promise(continued <= static_cast<std::size_t>(numbered) + 1, "one word to go on for each request");
}

void run(std::string_view bytes) {
  const std::size_t piece = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(std::min<std::size_t>(1, bytes.size()));
  Exchange exchange;
  exchange.send(bytes, piece == 0 ? bytes.size() : piece);
  exchange.finish();
  promise_good_answers(bytes, exchange);
}

std::vector<std::string> words() {
  return {"GET ",
          "HEAD ",
          "POST ",
          "PUT ",
          "OPTIONS ",
          "M-SEARCH ",
          "CONNECT ",
          "/b",
          "/l",
          "/n",
          "/t",
          " HTTP/1.1\r\n",
          " HTTP/1.0\r\n",
          " HTTP/2.0\r\n",
          "\r\n",
          "\r\n\r\n",
          "GET /l HTTP/1.1\r\n\r\n",
          "HEAD /b HTTP/1.1\r\n\r\n",
          "Host: h\r\n",
          "Content-Length: 4\r\n",
          "Content-Length: 600\r\n",
          "Content-Length: 18446744073709551615\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Expect: 100-continue\r\n",
          "Connection: close\r\n",
          "Connection: keep-alive\r\n",
          "Connection: upgrade\r\nUpgrade: h2c\r\n",
          "4\r\nbody\r\n",
          "0\r\n\r\n",
          "ffffffffffffffff\r\n",
          ";a=\"b\"",
          "\r\n\t"};
}

}  // namespace

Target http_target() { return {"http", run, words}; }

}  // namespace sprintd::fuzz
