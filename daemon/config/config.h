// The daemon's configuration: one YAML file, every key optional, every fault shown where it stands.
//
// Neighbours: config_keys.h is the table of keys; daemon/app turns a Config into a running daemon. A value; made at
// start-up by one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/caller_rows.h"
#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"

namespace sprintd::config {

struct Config {
  std::string socket;  // empty: /run/sprintd/sprintd.sock, or $XDG_RUNTIME_DIR/sprintd.sock when unprivileged
  std::int64_t socket_mode = 0660;
  std::string socket_group;               // of the socket's file; empty: the daemon's own
  std::vector<std::string> packs;         // files or folders; empty: where packs are looked for by default
  std::vector<std::string> parameters;    // of packs: "share=0.2"
  std::string signed_off;                 // a list of sign-offs; empty: none is asked for
  std::string organisation;               // a file, for backlogs that bring no organisation
  std::string state;                      // a folder for what must outlive a restart; empty: $STATE_DIRECTORY, or none
  bool watch = true;                      // load files anew when they change
  std::int64_t poll_seconds = 10;         // look at their contents so often, whatever the system told of changes
  std::int64_t quiet_milliseconds = 200;  // they must have been the same for so long
  // Who may ask what; nothing: whoever can open the socket may everything.
  std::optional<std::vector<CallerRow>> callers;
  std::int64_t tcp_port = 0;             // of a listener on 127.0.0.1; 0: none
  std::string record_mode = "drop";      // off | drop | refuse | durable
  std::int64_t record_queue = 10'000;    // decisions that wait to be recorded
  std::int64_t record_days = 0;          // how long they are kept; 0: for ever
  std::int64_t record_bytes = 0;         // of the log's file; 0: any
  std::vector<std::string> record_mask;  // names of members that are not recorded
  std::string log_level = "info";        // debug | info | warning | error
  std::string log_format = "text";       // text | json
  std::string log_file;                  // empty: standard error
  std::int64_t threads = 2;              // for audits and loads; decisions are answered by the I/O thread
  std::int64_t body_bytes = std::int64_t{64} << 20;
  std::int64_t header_bytes = 16 * 1024;
  std::int64_t header_count = 100;  // fields of a header
  std::int64_t connections = 1024;
  std::int64_t requests = 256;            // that wait for an answer at once
  std::int64_t requests_per_caller = 64;  // of these
  std::int64_t steps = 1'000'000'000;     // of the language, for all questions of a request
  std::int64_t backlogs = 256;            // kept at once
  std::int64_t backlogs_bytes = std::int64_t{1} << 30;
  std::int64_t backlogs_per_caller = 64;
  std::int64_t idle_seconds = 60;
  std::int64_t request_seconds = 10;
  std::int64_t stop_seconds = 10;  // for requests in flight, after SIGTERM
};

struct LoadedConfig {
  std::optional<Config> config;  // nothing when there was an error
  Sources sources;
  std::vector<Diagnostic> diagnostics;
};

// Paths in the file are taken relative to `folder`, the file's own.
LoadedConfig load_config(std::string name, std::string text, const std::string& folder);

}  // namespace sprintd::config
