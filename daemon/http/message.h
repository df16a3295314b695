// Requests and responses of HTTP/1.1 as plain values, free of the library that reads and writes them.
//
// Neighbours: session.cc makes and sends them, daemon/api answers one with the other. Values; names of headers are kept
// as sent and found without regard to case.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/http/peer.h"

namespace sprintd::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "POST"
  std::string target;  // "/v1/audits?width=80": path and query, still encoded
  Headers headers;
  std::string body;
  std::shared_ptr<const Peer> peer = nullptr;  // null where the kernel does not say
  bool from_network = false;                   // over TCP, where anybody may have connected

  // The first header of that name; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  Headers headers;
  std::string body;
};

std::string_view reason_phrase(int status);

}  // namespace sprintd::http
