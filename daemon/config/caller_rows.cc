#include "daemon/config/caller_rows.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <expected>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rules/base/digest.h"
#include "rules/base/suggest.h"

namespace sprintd::config {
namespace {

constexpr std::array<std::string_view, kPrivileges> kPrivilegeNames = {"decide_for_others", "write_backlogs", "reload",
                                                                       "read_log"};
constexpr std::array<std::string_view, 5> kKeys = {"user", "group", "token", "person", "may"};

constexpr std::size_t kLeastTokenBytes = 20, kMostTokenBytes = 512;

template <typename Id>
std::optional<Id> number(std::string_view text) {
  Id id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  // The greatest stands for "none" in the system's calls.
  if (error != std::errc() || end != text.data() + text.size() || id == static_cast<Id>(-1)) return std::nullopt;
  return id;
}

std::optional<uid_t> find_user(const std::string& name) {
  if (const auto id = number<uid_t>(name)) return id;
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> room(16384);
  if (::getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found) != 0 || found == nullptr) {
    return std::nullopt;
  }
  return entry.pw_uid;
}

// Or why there is none.
std::expected<Token, std::string> read_token(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return std::unexpected(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  // Looked at and read through one descriptor: the file cannot be another one in between.
  struct ::stat status{};
  std::array<char, kMostTokenBytes + 1> bytes{};
  const bool known = ::fstat(descriptor, &status) == 0;
  const auto count = known && S_ISREG(status.st_mode) ? ::read(descriptor, bytes.data(), bytes.size()) : -1;
  ::close(descriptor);
  if (count < 0) return std::unexpected(fmt::format("{} is no file that can be read", path.string()));
  if ((status.st_mode & 077) != 0) {
    return std::unexpected(fmt::format("{} may be read or written by others than its owner (mode {:04o}): chmod 600 it",
                                       path.string(), status.st_mode & 07777));
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return std::unexpected(
        fmt::format("{} belongs to user {}: it must be root's or the daemon's", path.string(), status.st_uid));
  }
  auto token = std::string_view(bytes.data(), static_cast<std::size_t>(count));
  token = token.substr(0, token.find_first_of("\r\n"));
  const bool is_token = token.size() >= kLeastTokenBytes && token.size() <= kMostTokenBytes &&
                        std::ranges::all_of(token, [](char c) { return c > ' ' && c < 0x7f; });
  if (!is_token) {
    return std::unexpected(fmt::format("{}: a token is one line of {} to {} letters, digits and signs without blanks",
                                       path.string(), kLeastTokenBytes, kMostTokenBytes));
  }
  return Token{.name = path.stem().string(), .digest = digest_of(std::array{token})};
}

class RowReader {
 public:
  RowReader(std::string folder, Diagnostics& diagnostics) : folder_(std::move(folder)), diagnostics_(&diagnostics) {}

  void read(const yaml::Node& node, std::vector<CallerRow>& rows) {
    if (!node.is_mapping()) return wrong(node, "a caller is a mapping of user, group, token, person and may");
    CallerRow row;
    bool is_good = true;
    for (const auto& [key, value] : node.entries) is_good = read_key(key, value, row) && is_good;
    // A row with a fault matches nobody: least of all everybody.
    if (is_good) rows.push_back(std::move(row));
  }

 private:
  bool read_key(const yaml::Node& key, const yaml::Node& value, CallerRow& row) {
    if (std::ranges::find(kKeys, std::string_view(key.text)) == kKeys.end()) {
      const auto nearest = suggest(key.text, kKeys);
      diagnostics_->add(
          Code::config_key_unknown, key.span, fmt::format("a caller has no key '{}'", key.text),
          nearest ? fmt::format("did you mean '{}'?", *nearest) : fmt::format("it has {}", fmt::join(kKeys, ", ")));
      return false;
    }
    if (key.text == "may") return read_may(value, row);
    if (!value.is_scalar() || value.text.empty()) {
      wrong(value, fmt::format("{} is a single value", key.text));
      return false;
    }
    if (key.text == "person") {
      row.person = value.text;
    } else if (key.text == "token") {
      auto token = read_token((std::filesystem::path(folder_) / value.text).lexically_normal());
      if (!token) {
        wrong(value, token.error());
        return false;
      }
      row.token = std::move(*token);
    } else if (key.text == "user") {
      row.user = find_user(value.text);
      if (!row.user) wrong(value, fmt::format("the system has no user '{}'", value.text));
      return row.user.has_value();
    } else {
      row.group = find_group(value.text);
      if (!row.group) wrong(value, fmt::format("the system has no group '{}'", value.text));
      return row.group.has_value();
    }
    return true;
  }

  bool read_may(const yaml::Node& value, CallerRow& row) {
    if (value.is_scalar()) return read_privilege(value, row);
    if (!value.is_sequence()) {
      wrong(value, "may is a list of words");
      return false;
    }
    bool is_good = true;
    for (const auto& word : value.items) is_good = read_privilege(word, row) && is_good;
    return is_good;
  }

  bool read_privilege(const yaml::Node& word, CallerRow& row) {
    const auto found = std::ranges::find(kPrivilegeNames, std::string_view(word.text));
    if (!word.is_scalar() || found == kPrivilegeNames.end()) {
      const auto nearest = suggest(word.text, kPrivilegeNames);
      diagnostics_->add(Code::config_value_wrong, word.span,
                        fmt::format("may has words of {}", fmt::join(kPrivilegeNames, ", ")),
                        nearest ? fmt::format("did you mean '{}'?", *nearest) : "");
      return false;
    }
    row.may.push_back(static_cast<Privilege>(found - kPrivilegeNames.begin()));
    return true;
  }

  void wrong(const yaml::Node& node, std::string message) {
    diagnostics_->add(Code::config_value_wrong, node.span, std::move(message));
  }

  std::string folder_;
  Diagnostics* diagnostics_;
};

}  // namespace

std::string_view privilege_name(Privilege privilege) { return kPrivilegeNames[static_cast<std::size_t>(privilege)]; }

std::vector<std::string_view> privilege_names() { return {kPrivilegeNames.begin(), kPrivilegeNames.end()}; }

std::optional<gid_t> find_group(const std::string& name) {
  if (const auto id = number<gid_t>(name)) return id;
  group entry{};
  group* found = nullptr;
  std::vector<char> room(65536);
  if (::getgrnam_r(name.c_str(), &entry, room.data(), room.size(), &found) != 0 || found == nullptr) {
    return std::nullopt;
  }
  return entry.gr_gid;
}

std::vector<CallerRow> read_caller_rows(const yaml::Node& list, const std::string& folder, Diagnostics& diagnostics) {
  std::vector<CallerRow> rows;
  if (!list.is_sequence()) {
    diagnostics.add(Code::config_value_wrong, list.span, "callers is a list of {user, group, token, person, may}");
    return rows;
  }
  RowReader reader(folder, diagnostics);
  for (const auto& node : list.items) reader.read(node, rows);
  return rows;
}

}  // namespace sprintd::config
