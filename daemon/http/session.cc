#include "daemon/http/session.h"

#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>

namespace sprintd::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Stream = beast::basic_stream<asio::local::stream_protocol>;
using Parser = beast::http::request_parser<beast::http::string_body>;

std::string serialize(const Response& response, bool keep_alive, bool with_body) {
  std::string out;
  out.reserve(response.body.size() + 256);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  for (const auto& [name, value] : response.headers) fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
  if (response.status != 204) {
    fmt::format_to(std::back_inserter(out), "Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type,
                   response.body.size());
  }
  if (!keep_alive) out += "Connection: close\r\n";
  out += "\r\n";
  if (with_body) out += response.body;
  return out;
}

// The status for a request that could not be read; nothing for a peer that went away.
std::optional<std::pair<int, std::string_view>> refusal(const error_code& failure, bool request_has_begun) {
  using Fault = beast::http::error;
  if (failure == Fault::body_limit) return {{413, "the body is larger than the daemon takes"}};
  if (failure == Fault::header_limit || failure == Fault::buffer_overflow) {
    return {{431, "the header is larger than the daemon takes"}};
  }
  if (failure == beast::error::timeout) {
    if (!request_has_begun) return std::nullopt;
    return {{408, "the rest of the request did not arrive in time"}};
  }
  const bool is_syntax = failure.category() == beast::http::make_error_code(Fault::bad_method).category() &&
                         failure != Fault::end_of_stream && failure != Fault::partial_message;
  if (is_syntax) return {{400, "this is no HTTP/1.1 request"}};
  return std::nullopt;
}

class Connection final : public Session, public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::local::stream_protocol::socket socket, const Limits& limits, Handler& handler,
             std::function<void(Session*)> on_close)
      : stream_(std::move(socket)), limits_(limits), handler_(handler), on_close_(std::move(on_close)) {}

  ~Connection() override = default;

  void start() override { read_header(); }

  void finish() override {
    finishing_ = true;
    if (phase_ == Phase::idle) close();
  }

  void abort() override { close(); }

 private:
  enum class Phase { idle, reading, answering, closed };

  void read_header() {
    if (finishing_) return close();
    phase_ = Phase::idle;
    parser_.emplace();
    parser_->header_limit(limits_.header_bytes);
    parser_->body_limit(limits_.body_bytes);
    if (buffer_.size() > 0) return read_rest_of_header();
    // Waits for the first byte apart, so that an idle connection and a slow request have limits of their own.
    stream_.expires_after(limits_.idle);
    auto room = buffer_.prepare(kFirstRead);
    stream_.async_read_some(room, [self = shared_from_this()](const error_code& error, std::size_t bytes) {
      if (error) return self->close();
      self->buffer_.commit(bytes);
      self->read_rest_of_header();
    });
  }

  void read_rest_of_header() {
    phase_ = Phase::reading;
    stream_.expires_after(limits_.request);
    beast::http::async_read_header(stream_, buffer_, *parser_,
                                   [self = shared_from_this()](const error_code& error, std::size_t) {
                                     if (error) return self->on_read_error(error);
                                     self->on_header();
                                   });
  }

  void on_header() {
    if (!beast::iequals(parser_->get()[beast::http::field::expect], "100-continue") || parser_->is_done()) {
      return read_body();
    }
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        if (error) return self->close();
                        self->read_body();
                      });
  }

  void read_body() {
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = shared_from_this()](const error_code& error, std::size_t) {
                              if (error) return self->on_read_error(error);
                              self->answer();
                            });
  }

  void answer() {
    phase_ = Phase::answering;
    stream_.expires_never();
    auto message = parser_->release();
    keep_alive_ = message.keep_alive();
    is_head_ = message.method() == beast::http::verb::head;
    Request request{.method = is_head_ ? "GET" : std::string(message.method_string()),
                    .target = std::string(message.target()),
                    .headers = {},
                    .body = std::move(message.body())};
    for (const auto& field : message) {
      request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    try {
      handler_.handle(std::move(request), once());
    } catch (const std::exception& failure) {
      write(handler_.refuse(500, failure.what()));
    }
  }

  // An answer may come on another thread; it is written on the connection's own.
  Respond once() {
    auto answered = std::make_shared<std::atomic<bool>>(false);
    return [self = shared_from_this(), answered](Response response) {
      if (answered->exchange(true)) return;
      asio::dispatch(self->stream_.get_executor(),
                     [self, response = std::move(response)]() mutable { self->write(std::move(response)); });
    };
  }

  void on_read_error(const error_code& error) {
    const auto refused = refusal(error, phase_ == Phase::reading);
    if (!refused) return close();
    keep_alive_ = false;
    write(handler_.refuse(refused->first, refused->second));
  }

  void write(Response response) {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::answering;
    const bool keep_alive = keep_alive_ && !finishing_;
    out_ = serialize(response, keep_alive, !is_head_);
    is_head_ = false;
    stream_.expires_after(limits_.write);
    asio::async_write(stream_, asio::buffer(out_),
                      [self = shared_from_this(), keep_alive](const error_code& error, std::size_t) {
                        if (error) return self->close();
                        if (!keep_alive) return self->close_gently();
                        self->read_header();
                      });
  }

  // After a refusal the peer may still be sending: closing at once would reset the connection before it reads why.
  void close_gently() {
    error_code ignored;
    stream_.socket().shutdown(asio::local::stream_protocol::socket::shutdown_send, ignored);
    stream_.expires_after(kLinger);
    drain();
  }

  void drain() {
    stream_.async_read_some(asio::buffer(scrap_), [self = shared_from_this()](const error_code& error, std::size_t n) {
      self->drained_ += n;
      if (error || self->drained_ > kMostDrained || self->finishing_) return self->close();
      self->drain();
    });
  }

  void close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    stream_.close();
    on_close_(this);
  }

  static constexpr std::size_t kFirstRead = 4096;
  static constexpr std::size_t kMostDrained = std::size_t{256} << 20;
  static constexpr std::chrono::milliseconds kLinger{1000};

  Stream stream_;
  Limits limits_;
  Handler& handler_;
  std::function<void(Session*)> on_close_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string out_;
  std::array<char, 4096> scrap_{};
  std::size_t drained_ = 0;
  Phase phase_ = Phase::idle;
  bool keep_alive_ = true;
  bool is_head_ = false;
  bool finishing_ = false;
};

}  // namespace

std::shared_ptr<Session> make_session(asio::local::stream_protocol::socket socket, const Limits& limits,
                                      Handler& handler, std::function<void(Session*)> on_close) {
  return std::make_shared<Connection>(std::move(socket), limits, handler, std::move(on_close));
}

}  // namespace sprintd::http
