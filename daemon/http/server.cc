#include "daemon/http/server.h"

#include <boost/asio/error.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <unordered_map>
#include <utility>
#include <vector>

#include "daemon/http/session.h"

namespace sprintd::http {

namespace asio = boost::asio;
using boost::system::error_code;

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(asio::io_context& context, SocketFile file, Limits limit, Handler& h)
      : io(context), socket(std::move(file)), acceptor(context), pause(context), limits(limit), handler(h) {
    acceptor.assign(asio::local::stream_protocol(), socket.release_descriptor());
  }

  void accept() {
    // Above the limit new connections wait in the kernel's queue until one closes.
    if (stopping || accepting || sessions.size() >= limits.connections) return;
    accepting = true;
    acceptor.async_accept([self = shared_from_this()](const error_code& error, auto peer) {
      self->accepting = false;
      if (error == asio::error::operation_aborted || self->stopping) return;
      if (error) return self->accept_later();
      self->open(std::move(peer));
      self->accept();
    });
  }

  // Out of descriptors or memory: connections in hand go on, new ones wait a moment.
  void accept_later() {
    pause.expires_after(std::chrono::milliseconds(50));
    pause.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error) self->accept();
    });
  }

  void open(asio::local::stream_protocol::socket peer) {
    const auto session = make_session(std::move(peer), limits, handler,
                                      [self = shared_from_this()](Session* closed) { self->on_close(closed); });
    sessions.emplace(session.get(), session);
    session->start();
  }

  void on_close(Session* session) {
    sessions.erase(session);
    if (stopping) return finish_if_empty();
    accept();
  }

  void finish_if_empty() {
    if (!sessions.empty() || !done) return;
    std::exchange(done, nullptr)();
  }

  std::vector<std::shared_ptr<Session>> living() const {
    std::vector<std::shared_ptr<Session>> result;
    for (const auto& [key, session] : sessions) {
      if (auto alive = session.lock()) result.push_back(std::move(alive));
    }
    return result;
  }

  asio::io_context& io;
  SocketFile socket;
  asio::local::stream_protocol::acceptor acceptor;
  asio::steady_timer pause;
  Limits limits;
  Handler& handler;
  std::unordered_map<Session*, std::weak_ptr<Session>> sessions;
  std::function<void()> done;
  bool accepting = false;
  bool stopping = false;
};

Server::Server(asio::io_context& io, SocketFile socket, Limits limits, Handler& handler)
    : state_(std::make_shared<State>(io, std::move(socket), limits, handler)) {}

Server::~Server() { abort(); }

void Server::start() { state_->accept(); }

void Server::stop(std::function<void()> done) {
  state_->stopping = true;
  state_->done = std::move(done);
  error_code ignored;
  state_->acceptor.close(ignored);
  state_->pause.cancel();
  for (const auto& session : state_->living()) session->finish();
  state_->finish_if_empty();
}

void Server::abort() {
  state_->stopping = true;
  error_code ignored;
  state_->acceptor.close(ignored);
  state_->pause.cancel();
  for (const auto& session : state_->living()) session->abort();
}

std::size_t Server::connections() const { return state_->sessions.size(); }

}  // namespace sprintd::http
