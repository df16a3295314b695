// What the metrics say of the daemon as it is at this moment.
//
// Neighbours: daemon.cc asks when somebody reads /metrics; daemon/metrics has the table. Reads /proc/self. Any thread.
#pragma once

#include <vector>

#include "daemon/api/api.h"
#include "daemon/metrics/metrics.h"

namespace sprintd::app {

struct Levels {
  const api::Snapshot& at;
  const api::ReloadStatus& reloads;
  const store::DecisionWriter* writer;  // null: nothing is recorded
  std::size_t connections, in_flight;
  Instant started;
};

std::vector<metrics::Sample> samples_of(const Levels& levels);

}  // namespace sprintd::app
