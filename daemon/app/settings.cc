#include "daemon/app/settings.h"

#include <chrono>

#include "daemon/app/masked_members.h"

namespace sprintd::app {

log::Settings log_settings(const config::Config& config) {
  const auto level = config.log_level == "debug"     ? log::Level::debug
                     : config.log_level == "warning" ? log::Level::warning
                     : config.log_level == "error"   ? log::Level::error
                                                     : log::Level::info;
  return {
      .level = level, .form = config.log_format == "json" ? log::Form::json : log::Form::text, .file = config.log_file};
}

http::Limits http_limits(const config::Config& config) {
  return {.body_bytes = static_cast<std::size_t>(config.body_bytes),
          .header_bytes = static_cast<std::uint32_t>(config.header_bytes),
          .header_count = static_cast<std::size_t>(config.header_count),
          .connections = static_cast<std::size_t>(config.connections),
          .idle = std::chrono::seconds(config.idle_seconds),
          .request = std::chrono::seconds(config.request_seconds),
          .write = std::chrono::seconds(config.request_seconds)};
}

api::BacklogLimits backlog_limits(const config::Config& config) {
  return {.count = static_cast<std::size_t>(config.backlogs),
          .bytes = static_cast<std::size_t>(config.backlogs_bytes),
          .count_per_caller = static_cast<std::size_t>(config.backlogs_per_caller)};
}

api::InFlight::Limits in_flight_limits(const config::Config& config) {
  return {.all = static_cast<std::size_t>(config.requests),
          .per_caller = static_cast<std::size_t>(config.requests_per_caller)};
}

std::optional<store::DecisionWriter::Settings> record_settings(const config::Config& config) {
  if (config.record_mode == "off") return std::nullopt;
  store::DecisionWriter::Settings settings;
  settings.mode = config.record_mode == "refuse"    ? store::RecordMode::refuse
                  : config.record_mode == "durable" ? store::RecordMode::durable
                                                    : store::RecordMode::drop;
  settings.queue = static_cast<std::size_t>(config.record_queue);
  settings.retention = {.days = config.record_days, .bytes = config.record_bytes};
  settings.masked = masked_members(config.record_mask);
  return settings;
}

}  // namespace sprintd::app
