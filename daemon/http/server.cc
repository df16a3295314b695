#include "daemon/http/server.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>
#include <vector>

#include "daemon/http/session.h"

namespace sprintd::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// One place where connections come from.
struct Door {
  Door(asio::io_context& io, bool is_network) : from_network(is_network), acceptor(io), pause(io) {}
  bool from_network;
  asio::basic_socket_acceptor<asio::generic::stream_protocol> acceptor;
  asio::steady_timer pause;
  bool accepting = false;
};

}  // namespace

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(asio::io_context& context, SocketFile file, Limits limit, Handler& h)
      : io(context), socket(std::move(file)), limits(limit), handler(h) {
    add_door(asio::local::stream_protocol(), socket.release_descriptor(), false);
  }

  void add_door(const asio::generic::stream_protocol& protocol, int descriptor, bool from_network) {
    doors.push_back(std::make_unique<Door>(io, from_network));
    doors.back()->acceptor.assign(protocol, descriptor);
  }

  void accept() {
    for (const auto& door : doors) accept(*door);
  }

  void accept(Door& door) {
    // Above the limit new connections wait in the kernel's queue until one closes.
    if (stopping || door.accepting || sessions.size() >= limits.connections) return;
    door.accepting = true;
    door.acceptor.async_accept([self = shared_from_this(), &door](const error_code& error, auto peer) {
      door.accepting = false;
      if (error == asio::error::operation_aborted || self->stopping) return;
      if (error) return self->accept_later(door);
      self->open(std::move(peer), door.from_network);
      self->accept(door);
    });
  }

  // Out of descriptors or memory: connections in hand go on, new ones wait a moment.
  void accept_later(Door& door) {
    door.pause.expires_after(std::chrono::milliseconds(50));
    door.pause.async_wait([self = shared_from_this(), &door](const error_code& error) {
      if (!error) self->accept(door);
    });
  }

  void close_doors() {
    stopping = true;
    error_code ignored;
    for (const auto& door : doors) {
      door->acceptor.close(ignored);
      door->pause.cancel();
    }
  }

  void open(asio::generic::stream_protocol::socket peer, bool from_network) {
    const auto session = make_session(std::move(peer), from_network, limits, handler,
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
  Limits limits;
  Handler& handler;
  std::vector<std::unique_ptr<Door>> doors;
  std::unordered_map<Session*, std::weak_ptr<Session>> sessions;
  std::function<void()> done;
  bool stopping = false;
};

Server::Server(asio::io_context& io, SocketFile socket, Limits limits, Handler& handler)
    : state_(std::make_shared<State>(io, std::move(socket), limits, handler)) {}

Server::~Server() { abort(); }

Result<void> Server::listen_on_loopback(std::uint16_t port) {
  const asio::ip::tcp::endpoint place(asio::ip::address_v4::loopback(), port);
  asio::ip::tcp::acceptor listener(state_->io);
  error_code error;
  listener.open(place.protocol(), error);
  if (!error) listener.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) listener.bind(place, error);
  if (!error) listener.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return std::unexpected(
        Error{Code::socket_unusable, fmt::format("cannot listen on 127.0.0.1:{}: {}", port, error.message())});
  }
  state_->add_door(place.protocol(), listener.release(), true);
  return {};
}

void Server::start() { state_->accept(); }

void Server::stop(std::function<void()> done) {
  state_->close_doors();
  state_->done = std::move(done);
  for (const auto& session : state_->living()) session->finish();
  state_->finish_if_empty();
}

void Server::abort() {
  state_->close_doors();
  for (const auto& session : state_->living()) session->abort();
}

std::size_t Server::connections() const { return state_->sessions.size(); }

}  // namespace sprintd::http
