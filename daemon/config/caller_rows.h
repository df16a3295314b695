// The rows of `callers`: which user or group of the system is which person, and may do what.
//
// Neighbours: config.cc reads them, daemon/api/callers.h applies them to the peer of a connection. Values; names of
// users and groups are looked up once, when the configuration is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/yaml/node.h"

namespace sprintd::config {

// What not every caller may.
enum class Privilege : std::uint8_t {
  decide_for_others,  // a trusted planning tool: it asks for whoever drags the card
  write_backlogs,
  reload,
  read_log,  // of decisions
};
constexpr std::size_t kPrivileges = 4;
std::string_view privilege_name(Privilege privilege);
std::vector<std::string_view> privilege_names();

// What a bearer must know: the first line of a file that nobody else may read.
struct Token {
  std::string name;    // of its file, without folder and extension
  std::string digest;  // of the token: "sha256:..."
  friend bool operator==(const Token&, const Token&) = default;
};

// Who matches gets what the row says. A row without user, group and token matches everybody.
struct CallerRow {
  std::optional<uid_t> user;
  std::optional<gid_t> group;
  std::optional<Token> token = std::nullopt;
  std::string person;  // id in the organisation; "" : the row does not say
  std::vector<Privilege> may;
  friend bool operator==(const CallerRow&, const CallerRow&) = default;
};

// Paths of tokens are taken relative to `folder`.
std::vector<CallerRow> read_caller_rows(const yaml::Node& list, const std::string& folder, Diagnostics& diagnostics);

// By name or number; nothing where the system has none of that name.
std::optional<gid_t> find_group(const std::string& name);

}  // namespace sprintd::config
