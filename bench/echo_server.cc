// The same HTTP without the questions: answers every request with the text of one file, through daemon/http, on the I/O
// thread. What a decision costs beyond this is the daemon's own. echo_server SOCKET FILE; runs until it is ended.

#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <string>
#include <utility>

#include "daemon/http/server.h"
#include "rules/base/files.h"

namespace {

using namespace sprintd;

class Echo final : public http::Handler {
 public:
  explicit Echo(std::string body) : body_(std::move(body)) {}

  void handle(http::Request, http::Respond respond) override { respond(answer(200)); }
  http::Response refuse(int status, std::string_view) override { return answer(status); }

 private:
  [[nodiscard]] http::Response answer(int status) const {
    return {.status = status, .content_type = "application/json", .headers = {}, .body = body_};
  }

  std::string body_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: echo_server SOCKET FILE\n", stderr);
    return 2;
  }
  auto body = read_file(argv[2]);
  auto socket = http::SocketFile::listen(argv[1], 0600);
  if (!body || !socket) {
    std::fputs("echo_server: cannot read the file or listen on the socket\n", stderr);
    return 3;
  }
  Echo echo(std::move(*body));
  boost::asio::io_context io(1);
  http::Server server(io, std::move(*socket), http::Limits{}, echo);
  server.start();
  io.run();
}
