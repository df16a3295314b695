#include "daemon/app/levels.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace sprintd::app {
namespace {

using metrics::Metric;

double seconds_of(Instant instant) { return static_cast<double>(static_cast<std::int64_t>(instant)) / 1e6; }

// proc(5): the second number of statm is what is resident, in pages.
double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0, resident = 0;
  statm >> size >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
  std::error_code none;
  double count = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", none), end; !none && entry != end;
       entry.increment(none)) {
    ++count;
  }
  return count - 1;  // the one that reads the folder
}

}  // namespace

std::vector<metrics::Sample> samples_of(const Levels& levels) {
  std::size_t backlog_bytes = 0;
  for (const auto& [id, kept] : levels.at.backlogs) backlog_bytes += kept.text->text.size();
  std::vector<metrics::Sample> samples = {
      {Metric::build, 1, {{"version", std::string(engine::version())}}},
      {Metric::set, 1, {{"set", levels.at.digest}, {"packs", levels.at.rules->digest}}},
      {Metric::generation, static_cast<double>(levels.at.generation)},
      {Metric::since, seconds_of(levels.at.since)},
      {Metric::stale, levels.reloads.stale ? 1.0 : 0.0},
      {Metric::reloads, static_cast<double>(levels.reloads.succeeded), {{"result", "succeeded"}}},
      {Metric::reloads, static_cast<double>(levels.reloads.failed), {{"result", "failed"}}},
      {Metric::connections, static_cast<double>(levels.connections)},
      {Metric::in_flight, static_cast<double>(levels.in_flight)},
      {Metric::backlogs, static_cast<double>(levels.at.backlogs.size())},
      {Metric::backlog_bytes, static_cast<double>(backlog_bytes)},
      {Metric::memory, resident_bytes()},
      {Metric::descriptors, open_descriptors()},
      {Metric::started, seconds_of(levels.started)},
  };
  if (levels.writer == nullptr) return samples;
  const auto log = levels.writer->status();
  samples.push_back({Metric::log_queue, static_cast<double>(log.waiting)});
  samples.push_back({Metric::log_failing, log.failing ? 1.0 : 0.0});
  samples.push_back({Metric::log_recorded, static_cast<double>(log.recorded)});
  samples.push_back({Metric::log_dropped, static_cast<double>(log.dropped)});
  samples.push_back({Metric::log_refused, static_cast<double>(log.refused)});
  samples.push_back({Metric::log_removed, static_cast<double>(log.removed)});
  return samples;
}

}  // namespace sprintd::app
