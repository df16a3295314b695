#include "daemon/api/callers.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "rules/base/digest.h"

namespace sprintd::api {
namespace {

bool matches(const CallerRow& row, const http::Peer* peer, std::string_view digest) {
  if (row.token && !same_digest(row.token->digest, digest)) return false;
  if (!row.user && !row.group) return true;
  if (peer == nullptr || (row.user && *row.user != peer->user)) return false;
  return !row.group || std::ranges::find(peer->groups, *row.group) != peer->groups.end();
}

std::string name_of(const http::Peer* peer) { return peer == nullptr ? "" : fmt::format("user:{}", peer->user); }

}  // namespace

Caller unrestricted_caller(const http::Peer* peer) {
  return {.name = name_of(peer), .person = {}, .privileges = (1U << config::kPrivileges) - 1, .has_token = false};
}

Caller find_caller(std::span<const CallerRow> rows, const http::Peer* peer, std::string_view bearer) {
  const auto digest = bearer.empty() ? std::string() : digest_of(std::array{bearer});
  Caller caller{.name = name_of(peer), .person = {}, .privileges = 0, .has_token = false};
  for (const auto& row : rows) {
    if (!matches(row, peer, digest)) continue;
    if (row.token) {
      caller.has_token = true;
      caller.name = "token:" + row.token->name;
    }
    if (caller.person.empty()) caller.person = row.person;
    for (const auto privilege : row.may) caller.privileges |= 1U << static_cast<unsigned>(privilege);
  }
  return caller;
}

std::string_view bearer_of(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() < kScheme.size()) return {};
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    const auto c = authorization[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != kScheme[i]) return {};
  }
  return authorization.substr(kScheme.size());
}

}  // namespace sprintd::api
