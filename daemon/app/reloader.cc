#include "daemon/app/reloader.h"

#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "daemon/app/last_good.h"
#include "daemon/config/config_keys.h"

namespace sprintd::app {
namespace {

// A file may land while another set is compiled: what was read then is looked at once more, but not for ever.
constexpr int kMostRounds = 5;
// Files that are written to all the time are read as they stand after so many waits.
constexpr int kMostWaits = 20;

}  // namespace

Reloader::Reloader(Surroundings surroundings, config::Config config, std::string digest, std::string started_with_copy)
    : around_(std::move(surroundings)), config_(std::move(config)), started_(config_), in_force_(std::move(digest)) {
  last_read_ = in_force_;
  if (started_with_copy.empty()) return;
  last_read_.clear();
  status_.stale = status_.from_copy = true;
  status_.diagnostics = std::move(started_with_copy);
}

void Reloader::stop() {
  const std::scoped_lock lock(stopping_);
  stopped_ = true;
  stop_asked_.notify_all();
}

// False when the daemon stops.
bool Reloader::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(stopping_);
  return !stop_asked_.wait_for(lock, time, [this] { return stopped_; });
}

Reloader::Reading Reloader::read() const {
  auto config = config_;
  auto texts = read_texts(around_.options, config);
  auto digest = texts ? texts->digest() : texts.error().text;
  return {std::move(texts), std::move(config), std::move(digest)};
}

// The same twice, with a pause between: nobody is in the middle of writing.
Reloader::Reading Reloader::read_when_quiet() {
  auto before = read();
  for (int waits = 0; waits < kMostWaits; ++waits) {
    if (!wait(std::chrono::milliseconds(config_.quiet_milliseconds))) break;
    auto after = read();
    if (after.digest == before.digest) return after;
    before = std::move(after);
  }
  return before;
}

api::ReloadOutcome Reloader::fail(std::string_view reason, const LoadFailure& failure) {
  around_.tell(true, "reload failed", reason, failure.text);
  const std::scoped_lock lock(telling_);
  ++status_.failed;
  status_.stale = true;
  status_.at = around_.now();
  status_.diagnostics = failure.text;
  return {.loaded = false, .changed = false, .faults = failure.faults};
}

api::ReloadOutcome Reloader::reload_once(std::string_view reason, Reading reading) {
  last_read_ = reading.digest;
  if (!reading.texts) return fail(reason, reading.texts.error());
  auto inputs = load_inputs(*around_.engine, *reading.texts, around_.options);
  if (!inputs) return fail(reason, inputs.error());
  // Users, groups and tokens of callers are looked up in the system: they can change with no text changing.
  const bool changed = reading.digest != in_force_ || inputs->config.callers != config_.callers;
  if (changed) {
    around_.snapshot->replace(snapshot_of(*inputs, around_.now()));
    in_force_ = reading.digest;
  }
  config_ = inputs->config;
  if (!config_.state.empty()) {
    if (const auto kept = write_last_good(config_.state, *reading.texts); !kept) {
      around_.tell(true, "no copy of the last good set", reason, kept.error().message);
    }
  }
  around_.on_places(places_of_texts(around_.options, config_, *reading.texts));
  const auto later = config::keys_for_restart(started_, config_);
  around_.tell(false, changed ? "reloaded" : "nothing new to load", reason, in_force_);
  const std::scoped_lock lock(telling_);
  ++status_.succeeded;
  status_.stale = status_.from_copy = false;
  status_.at = around_.now();
  status_.diagnostics.clear();
  status_.needs_restart = fmt::format("{}", fmt::join(later, ", "));
  return {.loaded = true, .changed = changed, .faults = {}};
}

api::ReloadOutcome Reloader::reload(std::string_view reason) {
  const std::scoped_lock lock(reloading_);
  around_.on_begin();
  api::ReloadOutcome outcome;
  bool any_change = false;
  for (int round = 0; round < kMostRounds; ++round) {
    auto reading = read_when_quiet();
    outcome = reload_once(reason, std::move(reading));
    any_change = any_change || outcome.changed;
    if (read().digest == last_read_) break;
  }
  outcome.changed = outcome.loaded && any_change;
  around_.on_end();
  return outcome;
}

void Reloader::look(std::string_view reason) {
  {
    const std::scoped_lock lock(reloading_);
    if (read().digest == last_read_) return;
  }
  reload(reason);
}

api::ReloadStatus Reloader::status() const {
  const std::scoped_lock lock(telling_);
  return status_;
}

}  // namespace sprintd::app
