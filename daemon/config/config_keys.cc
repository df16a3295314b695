#include "daemon/config/config_keys.h"

#include <array>
#include <fmt/format.h>

namespace sprintd::config {
namespace {

constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 4> kRecordModes = {"off", "drop", "refuse", "durable"};
constexpr std::array<std::string_view, 2> kForms = {"text", "json"};

const auto kKeys = std::to_array<Key>({
    {"", "socket", Text{&Config::socket, {}, true}, "path of the Unix socket"},
    {"", "socket_mode", Whole{&Config::socket_mode, 0600, 0777, true}, "mode of the socket's file, in octal"},
    {"", "socket_group", Text{&Config::socket_group, {}}, "group of the socket's file: a name or a number"},
    {"", "callers", Callers{&Config::callers},
     "who may ask what, by user and group; without it whoever can open the socket may everything", true},
    {"", "packs", Paths{&Config::packs}, "rule packs: files, or folders whose *.yaml are packs", true},
    {"", "parameters", Texts{&Config::parameters}, "parameters of packs, as NAME=VALUE or PACK/NAME=VALUE", true},
    {"", "signed_off", Text{&Config::signed_off, {}, true},
     "list of sign-offs, in which every pack with an owner must be; needs organisation", true},
    {"", "organisation", Text{&Config::organisation, {}, true}, "organisation for backlogs that bring none", true},
    {"", "state", Text{&Config::state, {}, true},
     "folder for what must outlive a restart; without it $STATE_DIRECTORY, if it is set", true},
    {"", "threads", Whole{&Config::threads, 1, 64}, "threads for audits and loads"},
    {"reload", "watch", Flag{&Config::watch}, "load files anew when they change"},
    {"reload", "poll_seconds", Whole{&Config::poll_seconds, 1, 86'400},
     "how often their contents are looked at, whatever the system told of changes"},
    {"reload", "quiet_milliseconds", Whole{&Config::quiet_milliseconds, 0, 60'000},
     "for how long they must have been the same", true},
    {"tcp", "port", Whole{&Config::tcp_port, 0, 65'535},
     "listen on 127.0.0.1 too, for callers with a token; 0: do not"},
    {"decision_log", "mode", Text{&Config::record_mode, kRecordModes},
     "what becomes of a decision that cannot be recorded: drop its record, or refuse to answer; durable answers when "
     "it is "
     "on the disk; needs state"},
    {"decision_log", "queue", Whole{&Config::record_queue, 1, 1'000'000}, "decisions that may wait to be recorded"},
    {"decision_log", "keep_days", Whole{&Config::record_days, 0, 100'000}, "remove older records; 0: never"},
    {"decision_log", "keep_bytes", Whole{&Config::record_bytes, 0, std::int64_t{1} << 50},
     "remove the oldest records of a larger file; 0: never"},
    {"decision_log", "mask", Texts{&Config::record_mask},
     "members that are null wherever they stand, in records and in the texts of backlogs"},
    {"log", "level", Text{&Config::log_level, kLevels}, "the least that is logged"},
    {"log", "format", Text{&Config::log_format, kForms}, "lines for people or JSON lines"},
    {"log", "file", Text{&Config::log_file, {}, true}, "a file instead of standard error"},
    {"limits", "body_bytes", Whole{&Config::body_bytes, 1024, std::int64_t{4} << 30}, "largest body of a request"},
    {"limits", "header_bytes", Whole{&Config::header_bytes, 1024, 1 << 20}, "largest header of a request"},
    {"limits", "header_count", Whole{&Config::header_count, 16, 10'000}, "most fields of a request's header"},
    {"limits", "connections", Whole{&Config::connections, 1, 100'000}, "connections at once; others wait"},
    {"limits", "requests", Whole{&Config::requests, 1, 100'000}, "requests that wait for an answer at once"},
    {"limits", "requests_per_caller", Whole{&Config::requests_per_caller, 1, 100'000}, "of these, from one caller"},
    {"limits", "steps", Whole{&Config::steps, 1'000, 1'000'000'000},
     "steps of the language that all questions of a request may take together"},
    {"limits", "backlogs", Whole{&Config::backlogs, 0, 100'000}, "backlogs kept at once"},
    {"limits", "backlogs_bytes", Whole{&Config::backlogs_bytes, 1024, std::int64_t{1} << 40},
     "of their texts together"},
    {"limits", "backlogs_per_caller", Whole{&Config::backlogs_per_caller, 0, 100'000}, "of these, put by one caller"},
    {"limits", "idle_seconds", Whole{&Config::idle_seconds, 1, 86'400}, "between two requests of a connection"},
    {"limits", "request_seconds", Whole{&Config::request_seconds, 1, 3'600}, "from a request's first byte to its last"},
    {"limits", "stop_seconds", Whole{&Config::stop_seconds, 0, 3'600}, "for requests in flight, after SIGTERM"},
});

}  // namespace

std::span<const Key> keys() { return kKeys; }

std::vector<std::string> keys_for_restart(const Config& before, const Config& after) {
  std::vector<std::string> names;
  for (const auto& key : keys()) {
    const auto differs = [&](const auto& shape) { return before.*shape.member != after.*shape.member; };
    if (key.at_once || !std::visit(differs, key.shape)) continue;
    names.push_back(key.section.empty() ? std::string(key.name) : fmt::format("{}.{}", key.section, key.name));
  }
  return names;
}

}  // namespace sprintd::config
