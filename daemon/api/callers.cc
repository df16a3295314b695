#include "daemon/api/callers.h"

#include <algorithm>

namespace sprintd::api {
namespace {

bool matches(const CallerRow& row, const http::Peer* peer) {
  if (!row.user && !row.group) return true;
  if (peer == nullptr || (row.user && *row.user != peer->user)) return false;
  return !row.group || std::ranges::find(peer->groups, *row.group) != peer->groups.end();
}

}  // namespace

Caller unrestricted_caller() { return {.person = {}, .privileges = (1U << config::kPrivileges) - 1}; }

Caller find_caller(std::span<const CallerRow> rows, const http::Peer* peer) {
  Caller caller;
  for (const auto& row : rows) {
    if (!matches(row, peer)) continue;
    if (caller.person.empty()) caller.person = row.person;
    for (const auto privilege : row.may) caller.privileges |= 1U << static_cast<unsigned>(privilege);
  }
  return caller;
}

}  // namespace sprintd::api
