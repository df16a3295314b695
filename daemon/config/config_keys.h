// The one table of the configuration's keys: name, shape, bounds, meaning.
//
// Neighbours: config.cc reads by it; the reference page and the schema of the configuration come from it. Constant
// data.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/config/config.h"

namespace sprintd::config {

struct Text {
  std::string Config::* member;
  std::span<const std::string_view> choices;  // empty: any
  bool is_path = false;
};
struct Paths {
  std::vector<std::string> Config::* member;
};
struct Texts {
  std::vector<std::string> Config::* member;
};
struct Whole {
  std::int64_t Config::* member;
  std::int64_t least, most;
  bool octal = false;
};

struct Flag {
  bool Config::* member;
};

struct Callers {
  std::optional<std::vector<CallerRow>> Config::* member;
};

struct Key {
  std::string_view section;  // "" at the root, else "log", "limits", "reload"
  std::string_view name;
  std::variant<Text, Paths, Texts, Whole, Flag, Callers> shape;
  std::string_view doc;
  bool at_once = false;  // a change holds when it is loaded anew; else after a restart
};

std::span<const Key> keys();

// The keys, as "log.level", whose values differ and that hold after a restart only.
std::vector<std::string> keys_for_restart(const Config& before, const Config& after);

}  // namespace sprintd::config
