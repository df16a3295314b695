#include "cli/socket_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <fmt/format.h>
#include <limits>
#include <sys/un.h>

namespace sprintd::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

auto take(error_code& to) {
  return [&to](error_code error) { to = error; };
}

auto take_sized(error_code& to) {
  return [&to](error_code error, std::size_t) { to = error; };
}

class Connection {
 public:
  Connection(const std::string& path, int timeout_seconds)
      : path_(path), timeout_(timeout_seconds), stream_(context_) {}

  Result<SocketReply> ask(const SocketQuestion& question) {
    if (path_.size() >= sizeof(sockaddr_un::sun_path)) return fail(Code::daemon_unreachable, "the path is too long");
    stream_.expires_after(timeout_);
    error_code error;
    stream_.async_connect(asio::local::stream_protocol::endpoint(path_), take(error));
    if (wait(); error) return fail(Code::daemon_unreachable, error);

    const auto request = http_request(question);
    http::async_write(stream_, request, take_sized(error));
    wait();
    // A daemon that refuses a large body answers before it has read all of it: look at the answer first.
    const auto write_error = error;
    http::response_parser<http::string_body> parser;
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    beast::flat_buffer buffer;
    http::async_read(stream_, buffer, parser, take_sized(error));
    wait();
    // Nothing came back: the daemon stopped or cut the connection off.
    const bool is_gone = error == boost::beast::http::error::end_of_stream || error == boost::asio::error::eof ||
                         error == boost::asio::error::connection_reset;
    if (is_gone) return fail(Code::daemon_unreachable, write_error ? write_error : error);
    if (error) return fail(Code::daemon_not_understood, write_error ? write_error : error);
    return reply(parser.release());
  }

 private:
  void wait() {
    context_.restart();
    context_.run();
  }

  static http::request<http::string_body> http_request(const SocketQuestion& question) {
    http::request<http::string_body> request;
    request.version(11);
    request.method_string(question.method);
    request.target(question.target);
    request.set(http::field::host, "localhost");
    request.set(http::field::user_agent, "sprintctl");
    request.set(http::field::accept, question.accept);
    request.keep_alive(false);
    if (!question.body.empty()) request.set(http::field::content_type, "application/json");
    request.body() = question.body;
    request.prepare_payload();
    return request;
  }

  static SocketReply reply(http::response<http::string_body> response) {
    SocketReply reply;
    reply.status = static_cast<int>(response.result_int());
    for (const auto& field : response) reply.headers.emplace_back(field.name_string(), field.value());
    reply.body = std::move(response.body());
    return reply;
  }

  [[nodiscard]] std::unexpected<Error> fail(Code code, const error_code& error) const {
    if (error == beast::error::timeout) {
      return fail(Code::daemon_timed_out, fmt::format("no answer within {} seconds", timeout_.count()));
    }
    return fail(code, error.message());
  }

  [[nodiscard]] std::unexpected<Error> fail(Code code, std::string_view reason) const {
    return std::unexpected(Error{code, fmt::format("the daemon behind {} gives no answer: {}", path_, reason)});
  }

  std::string path_;
  std::chrono::seconds timeout_;
  asio::io_context context_{1};
  beast::basic_stream<asio::local::stream_protocol> stream_;
};

}  // namespace

Result<SocketReply> ask_socket(const std::string& path, const SocketQuestion& question, int timeout_seconds) {
  try {
    return Connection(path, timeout_seconds).ask(question);
  } catch (const boost::system::system_error& error) {
    return std::unexpected(
        Error{Code::daemon_unreachable, fmt::format("cannot use the socket {}: {}", path, error.what())});
  }
}

}  // namespace sprintd::cli
