// How loading anew went: what the API tells of it.
//
// Neighbours: daemon/app/reloader.h does it, api_operations.cc shows it. Plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/base/calendar.h"
#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"

namespace sprintd::api {

// Diagnostics, and what they point into.
struct Faults {
  std::vector<Diagnostic> diagnostics;
  std::shared_ptr<const Sources> sources = std::make_shared<const Sources>();
};

struct ReloadStatus {
  // The set in force is older than what the files say: the last loading failed, or the daemon started with a copy.
  bool stale = false;
  bool from_copy = false;  // the set in force is the last good copy, from before the start
  std::uint64_t succeeded = 0, failed = 0;
  Instant at{};               // of the last one; not set before the first
  std::string diagnostics;    // why it failed, as text for people; empty when it did not
  std::string needs_restart;  // keys of the configuration that changed and cannot change while it runs
};

struct ReloadOutcome {
  bool loaded = false;   // what the files say is in force now
  bool changed = false;  // and it was not before
  Faults faults;         // why not
};

}  // namespace sprintd::api
