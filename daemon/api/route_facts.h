// What the description of the socket says of each call beyond its row of routes.def: one row each, and examples.
//
// Neighbours: openapi.cc writes them; a call of routes.def without a row here does not compile (route_facts.cc).
// Constant data.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "daemon/config/caller_rows.h"

namespace sprintd::api {

enum class Media {
  none,     // no body
  json,     // always
  chosen,   // by Accept, rules/report/formats.def
  as_kept,  // the JSON or YAML that was put
  figures,  // text for Prometheus
};

struct GoodAnswer {
  int status = 0;  // 0: none more
  Media media = Media::none;
  std::string_view form = {};     // of answers.def
  std::string_view headers = {};  // "ETag Sprintd-Decision"; Sprintd-Set is everywhere
  std::string_view doc = {};
};

struct RouteFacts {
  std::string_view handler;    // "put_backlog", the operation's id
  std::string_view body = {};  // form of answers.def; empty: none
  bool body_may_be_yaml = false;
  std::string_view headers = {};  // of the request: "If-Match If-None-Match"
  std::array<GoodAnswer, 3> answers = {};
  std::array<int, 5> refusals = {};                           // beyond those that every call has (kEveryRefusal)
  std::optional<config::Privilege> privilege = std::nullopt;  // that callers need; 403
  std::string_view doc = {};                                  // for people, what the row of routes.def does not say
};

std::span<const RouteFacts> route_facts();
const RouteFacts& facts_of(std::string_view handler);

// Why any request may be refused, whatever it asks for. Answers to those that name no call (404, 405) are in no row.
constexpr std::array<int, 8> kEveryRefusal = {400, 401, 408, 413, 429, 431, 500, 503};

struct Refusal {
  int status;
  std::string_view headers;
  bool by_accept;  // may be text
  std::string_view doc;
};
std::span<const Refusal> refusals();

// A request that the description shows, and what status it gets when those before it were made.
struct Example {
  std::string_view handler;
  std::string_view name;
  std::string_view summary;
  int status;
  std::string_view id = {};     // of the path
  std::string_view query = {};  // "width=80"
  std::string_view accept = {};
  std::string_view header = {};  // "If-Match: *"
  std::string_view body = {};    // JSON, or YAML for a call that takes it
};
std::span<const Example> examples();

}  // namespace sprintd::api
