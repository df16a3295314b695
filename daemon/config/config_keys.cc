#include "daemon/config/config_keys.h"

#include <array>

namespace sprintd::config {
namespace {

constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 2> kForms = {"text", "json"};

const auto kKeys = std::to_array<Key>({
    {"", "socket", Text{&Config::socket, {}, true}, "path of the Unix socket"},
    {"", "socket_mode", Whole{&Config::socket_mode, 0600, 0777, true}, "mode of the socket's file, in octal"},
    {"", "packs", Paths{&Config::packs}, "rule packs: files, or folders whose *.yaml are packs"},
    {"", "parameters", Texts{&Config::parameters}, "parameters of packs, as NAME=VALUE or PACK/NAME=VALUE"},
    {"", "signed_off", Text{&Config::signed_off, {}, true},
     "list of sign-offs, in which every pack with an owner must be; needs organisation"},
    {"", "organisation", Text{&Config::organisation, {}, true}, "organisation for backlogs that bring none"},
    {"", "threads", Whole{&Config::threads, 1, 64}, "threads for audits and loads"},
    {"log", "level", Text{&Config::log_level, kLevels}, "the least that is logged"},
    {"log", "format", Text{&Config::log_format, kForms}, "lines for people or JSON lines"},
    {"log", "file", Text{&Config::log_file, {}, true}, "a file instead of standard error"},
    {"limits", "body_bytes", Whole{&Config::body_bytes, 1024, std::int64_t{4} << 30}, "largest body of a request"},
    {"limits", "header_bytes", Whole{&Config::header_bytes, 1024, 1 << 20}, "largest header of a request"},
    {"limits", "connections", Whole{&Config::connections, 1, 100'000}, "connections at once; others wait"},
    {"limits", "backlogs", Whole{&Config::backlogs, 0, 100'000}, "backlogs kept at once"},
    {"limits", "idle_seconds", Whole{&Config::idle_seconds, 1, 86'400}, "between two requests of a connection"},
    {"limits", "request_seconds", Whole{&Config::request_seconds, 1, 3'600}, "from a request's first byte to its last"},
    {"limits", "stop_seconds", Whole{&Config::stop_seconds, 0, 3'600}, "for requests in flight, after SIGTERM"},
});

}  // namespace

std::span<const Key> keys() { return kKeys; }

}  // namespace sprintd::config
