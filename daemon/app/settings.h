// What the parts of the daemon are told, out of the configuration.
//
// Neighbours: daemon.cc makes the parts with these. Pure functions.
#pragma once

#include <optional>

#include "daemon/api/api.h"
#include "daemon/config/config.h"
#include "daemon/http/server.h"
#include "daemon/log/log.h"
#include "daemon/store/decision_writer.h"

namespace sprintd::app {

log::Settings log_settings(const config::Config& config);
http::Limits http_limits(const config::Config& config);
api::BacklogLimits backlog_limits(const config::Config& config);
api::InFlight::Limits in_flight_limits(const config::Config& config);
// Nothing when nothing is recorded.
std::optional<store::DecisionWriter::Settings> record_settings(const config::Config& config);

}  // namespace sprintd::app
