// Who may ask what: the table of callers of the configuration, applied to the peer of a connection.
//
// Neighbours: daemon/config has the rows, daemon/http names the peer; api.cc asks before each call. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "daemon/config/caller_rows.h"
#include "daemon/http/peer.h"

namespace sprintd::api {

using config::CallerRow;
using config::Privilege;

struct Caller {
  std::string name;    // "user:1000", "token:planner": whose requests and backlogs these are; "" where nobody says
  std::string person;  // who it is; "" : nobody of the organisation
  std::uint32_t privileges = 0;
  bool has_token = false;  // a row knows the token that the request brought
  [[nodiscard]] bool may(Privilege privilege) const {
    return (privileges >> static_cast<unsigned>(privilege) & 1U) != 0;
  }
};

// Where there is no table, whoever can open the socket may everything.
Caller unrestricted_caller(const http::Peer* peer);
// All rows that match add up; the first that names a person says who it is. `bearer`: the token that the request
// brings, or "".
Caller find_caller(std::span<const CallerRow> rows, const http::Peer* peer, std::string_view bearer);

// What stands behind "Bearer " in the header Authorization (RFC 6750, 2.1), or "".
std::string_view bearer_of(std::string_view authorization);

}  // namespace sprintd::api
