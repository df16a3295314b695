#include "daemon/http/session.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <exception>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace sprintd::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Socket = asio::generic::stream_protocol::socket;
using Clock = std::chrono::steady_clock;
using Parser = beast::http::request_parser<beast::http::string_body>;

void append(std::string& out, const Response& response, bool keep_alive, bool with_body) {
  const auto line = [&out](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  out.append("HTTP/1.1 ").append(fmt::format_int(response.status).c_str()).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) line(name, value);
  if (response.status != 204 && response.status != 304) {
    line("Content-Type", response.content_type);
    line("Content-Length", fmt::format_int(response.body.size()).c_str());
  }
  if (!keep_alive) line("Connection", "close");
  out += "\r\n";
  if (with_body) out += response.body;
}

// The status for a request that could not be read; nothing for a peer that went away.
std::optional<std::pair<int, std::string_view>> refusal(const error_code& failure) {
  using Fault = beast::http::error;
  if (failure == Fault::body_limit) return {{413, "the body is larger than the daemon takes"}};
  if (failure == Fault::header_limit || failure == Fault::buffer_overflow) {
    return {{431, "the header is larger than the daemon takes"}};
  }
  const bool is_syntax = failure.category() == beast::http::make_error_code(Fault::bad_method).category() &&
                         failure != Fault::end_of_stream && failure != Fault::partial_message;
  if (is_syntax) return {{400, "this is no HTTP/1.1 request"}};
  return std::nullopt;
}

class Connection final : public Session, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Socket socket, bool from_network, const Limits& limits, Handler& handler,
             std::function<void(Session*)> on_close)
      : socket_(std::move(socket)),
        from_network_(from_network),
        timer_(socket_.get_executor()),
        limits_(limits),
        handler_(handler),
        on_close_(std::move(on_close)),
        buffer_(limits.header_bytes + kReadAhead) {
    if (from_network_) return;
    if (auto peer = peer_of(socket_.native_handle())) peer_ = std::make_shared<const Peer>(std::move(*peer));
  }

  ~Connection() override = default;

  void start() override { begin_request(); }

  void finish() override {
    finishing_ = true;
    if (phase_ == Phase::idle) close();
  }

  void abort() override { close(); }

 private:
  enum class Phase {
    idle,       // between two requests, and nothing of the next is here
    reading,    // a request
    answering,  // it is with the Handler
    answered,   // what was answered is being sent, or waits for the next answer
    closed,
  };

  void begin_request() {
    if (finishing_) return send_rest();
    parser_.emplace();
    parser_->header_limit(limits_.header_bytes);
    parser_->body_limit(limits_.body_bytes);
    has_header_ = false;
    if (buffer_.size() > 0) return begin_reading();
    // Waits for the first byte apart, so that an idle connection and a slow request have limits of their own.
    phase_ = Phase::idle;
    expire_after(limits_.idle);
    auto room = buffer_.prepare(kRead);
    socket_.async_read_some(room, [self = shared_from_this()](const error_code& error, std::size_t bytes) {
      if (error) return self->close();
      self->buffer_.commit(bytes);
      self->begin_reading();
    });
  }

  void begin_reading() {
    phase_ = Phase::reading;
    expire_after(limits_.request);
    parse();
  }

  // Goes on in what has come, as far as it reaches.
  void parse() {
    while (!parser_->is_done()) {
      if (buffer_.size() < least_to_parse()) return read_more();
      error_code error;
      buffer_.consume(parser_->put(buffer_.data(), error));
      if (error == beast::http::error::need_more) return read_more();
      if (error) return on_read_error(error);
      if (!has_header_ && parser_->is_header_done()) {
        has_header_ = true;
        parser_->eager(true);
        if (has_too_many_fields()) return refuse(431, "the header has more fields than the daemon takes");
        if (waits_to_go_on()) return tell_to_go_on();
      }
    }
    // The trailer of a chunked body adds fields of its own.
    if (has_too_many_fields()) return refuse(431, "the trailer has more fields than the daemon takes");
    answer();
  }

  // The parser asserts that it gets so much when it comes back to a last chunk; no chunked body ends with less.
  [[nodiscard]] std::size_t least_to_parse() const {
    static constexpr std::string_view kLastChunk = "0\r\n\r\n";
    return has_header_ && parser_->chunked() ? kLastChunk.size() : 1;
  }

  // Earlier answers are sent before the peer is waited for.
  void read_more() {
    if (is_sending_ || !out_.empty()) return send();
    const auto room =
        std::min(std::max(kRead, buffer_.capacity() - buffer_.size()), buffer_.max_size() - buffer_.size());
    if (room == 0) return on_read_error(beast::http::make_error_code(beast::http::error::buffer_overflow));
    socket_.async_read_some(buffer_.prepare(room), [self = shared_from_this()](const error_code& error, std::size_t n) {
      if (error) return self->on_read_error(error);
      self->buffer_.commit(n);
      self->parse();
    });
  }

  [[nodiscard]] bool waits_to_go_on() const {
    return beast::iequals(parser_->get()[beast::http::field::expect], "100-continue") && !parser_->is_done();
  }

  void tell_to_go_on() {
    out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    send();
  }

  void answer() {
    phase_ = Phase::answering;
    expire_after(kNoLimit);
    auto message = parser_->release();
    keep_alive_ = message.keep_alive();
    is_head_ = message.method() == beast::http::verb::head;
    Request request{.method = is_head_ ? "GET" : std::string(message.method_string()),
                    .target = std::string(message.target()),
                    .headers = {},
                    .body = std::move(message.body()),
                    .peer = peer_,
                    .from_network = from_network_};
    request.headers.reserve(kUsualHeaders);
    for (const auto& field : message) {
      request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    try {
      handler_.handle(std::move(request), once());
    } catch (const std::exception& failure) {
      write(handler_.refuse(500, failure.what()));
    }
    // This answer takes its time: those before it do not wait for it.
    if (phase_ == Phase::answering) send();
  }

  // An answer may come on another thread; it is written on the connection's own.
  Respond once() {
    auto answered = std::make_shared<std::atomic<bool>>(false);
    return [self = shared_from_this(), answered](Response response) {
      if (answered->exchange(true)) return;
      asio::dispatch(self->socket_.get_executor(), [self, response = std::move(response)] { self->write(response); });
    };
  }

  void on_read_error(const error_code& error) {
    if (phase_ == Phase::closed) return;
    auto refused = refusal(error);
    if (is_late()) refused.emplace(408, "the rest of the request did not arrive in time");
    if (!refused) return close();
    refuse(refused->first, refused->second);
  }

  [[nodiscard]] bool has_too_many_fields() const {
    const auto& fields = parser_->get();
    return static_cast<std::size_t>(std::distance(fields.begin(), fields.end())) > limits_.header_count;
  }

  // What is read no further ends the connection. An answer to HEAD has no body, this one neither.
  void refuse(int status, std::string_view why) {
    keep_alive_ = false;
    is_head_ = parser_->get().method() == beast::http::verb::head;
    write(handler_.refuse(status, why));
  }

  // Answers to requests that are here already are sent together.
  void write(const Response& response) {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::answered;
    keep_alive_ = keep_alive_ && !finishing_;
    append(out_, response, keep_alive_, !is_head_);
    is_head_ = false;
    if (!keep_alive_ || buffer_.size() == 0 || out_.size() >= kMostHeld) return send();
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
      if (self->phase_ == Phase::answered) self->begin_request();
    });
  }

  void send() {
    if (is_sending_ || out_.empty()) return;
    is_sending_ = true;
    sending_.clear();
    sending_.swap(out_);
    expire_after(limits_.write);
    asio::async_write(socket_, asio::buffer(sending_),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        self->is_sending_ = false;
                        if (self->sending_.capacity() > kMostKept) std::string().swap(self->sending_);
                        if (error) return self->close();
                        self->on_sent();
                      });
  }

  void on_sent() {
    if (!out_.empty()) return send();
    switch (phase_) {
      case Phase::idle:
      case Phase::closed:
        return;
      case Phase::reading:
        expire_after(limits_.request);
        return parse();
      case Phase::answering:
        return expire_after(kNoLimit);
      case Phase::answered:
        return keep_alive_ ? begin_request() : close_gently();
    }
  }

  // Stopping: nothing more is read.
  void send_rest() {
    if (!is_sending_ && out_.empty()) return close();
    send();
  }

  // After a refusal the peer may still be sending: closing at once would reset the connection before it reads why.
  void close_gently() {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    expire_after(kLinger);
    drain();
  }

  void drain() {
    socket_.async_read_some(asio::buffer(scrap_), [self = shared_from_this()](const error_code& error, std::size_t n) {
      self->drained_ += n;
      if (error || self->drained_ > kMostDrained || self->finishing_) return self->close();
      self->drain();
    });
  }

  void close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
    on_close_(this);
  }

  // The time by which the current phase must end. The timer runs in ticks and looks at the deadline when it fires, so
  // that moving the deadline costs nothing.
  void expire_after(Clock::duration limit) {
    deadline_ = Clock::now() + limit;
    if (!tick_ || deadline_ < *tick_) wait_for_tick();
  }

  void wait_for_tick() {
    const auto now = Clock::now();
    tick_ = std::clamp(deadline_, now + kShortestTick, now + kLongestTick);
    timer_.expires_at(*tick_);
    timer_.async_wait([weak = weak_from_this()](const error_code& error) {
      const auto self = weak.lock();
      if (!self || error || self->phase_ == Phase::closed) return;
      if (self->is_late()) return self->on_late();
      self->wait_for_tick();
    });
  }

  [[nodiscard]] bool is_late() const { return Clock::now() >= deadline_; }

  // Cancelled reads of a request are answered with 408; everything else just ends. A read that was complete already
  // cannot be cancelled, and the next one begins after it: the following tick ends that.
  void on_late() {
    if (phase_ != Phase::reading || is_sending_) return close();
    error_code ignored;
    socket_.cancel(ignored);
    wait_for_tick();
  }

  static constexpr std::size_t kRead = 4096;
  static constexpr std::size_t kUsualHeaders = 8;
  // So much of answers is sent, although the next could be added.
  static constexpr std::size_t kMostHeld = 64 * 1024;
  static constexpr std::size_t kMostKept = 2 * kMostHeld;  // of memory for answers, between them
  // The buffer holds a header, or the line between two chunks, or a trailer, and what was read beyond. The parser has
  // a limit for the first alone.
  static constexpr std::size_t kReadAhead = 64 * 1024;
  static constexpr std::size_t kMostDrained = std::size_t{256} << 20;
  static constexpr std::chrono::milliseconds kLinger{1000};
  static constexpr std::chrono::milliseconds kShortestTick{10};
  static constexpr std::chrono::milliseconds kLongestTick{1000};
  static constexpr std::chrono::hours kNoLimit{24 * 365};

  Socket socket_;
  bool from_network_;
  asio::steady_timer timer_;
  Clock::time_point deadline_;
  std::optional<Clock::time_point> tick_;  // when the timer fires next
  Limits limits_;
  std::shared_ptr<const Peer> peer_;
  Handler& handler_;
  std::function<void(Session*)> on_close_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string out_;      // answers to be sent
  std::string sending_;  // those on the way
  std::array<char, 4096> scrap_{};
  std::size_t drained_ = 0;
  Phase phase_ = Phase::idle;
  bool has_header_ = false;
  bool is_sending_ = false;
  bool keep_alive_ = true;
  bool is_head_ = false;
  bool finishing_ = false;
};

}  // namespace

std::shared_ptr<Session> make_session(Socket socket, bool from_network, const Limits& limits, Handler& handler,
                                      std::function<void(Session*)> on_close) {
  return std::make_shared<Connection>(std::move(socket), from_network, limits, handler, std::move(on_close));
}

}  // namespace sprintd::http
