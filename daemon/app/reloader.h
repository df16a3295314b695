// Loads what changed while the daemon answers: everything aside, then all at once or not at all.
//
// Neighbours: loading.h reads and compiles, api::CurrentSnapshot takes the result, last_good.h keeps it for the next
// start; daemon.cc calls it for SIGHUP, for the API and when files may have changed. Safe from many threads at once;
// one reload at a time, which blocks while files settle: keep it off the I/O thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/api/reload.h"
#include "daemon/api/snapshot.h"
#include "daemon/app/loading.h"

namespace sprintd::app {

class Reloader {
 public:
  struct Surroundings {
    const engine::Engine* engine = nullptr;
    Options options;
    api::CurrentSnapshot* snapshot = nullptr;
    std::function<Instant()> now;
    // What happened, for the log: "reloaded", with why, and with diagnostics where it failed.
    std::function<void(bool is_fault, std::string_view event, std::string_view reason, std::string_view text)> tell;
    std::function<void(const std::vector<std::string>& places)> on_places;  // where the texts come from now
    std::function<void()> on_begin, on_end;                                 // of each reload, on its thread
  };
  // `config` and `digest` are of what is in force; `started_with_copy`: why the files could not be loaded, else empty.
  Reloader(Surroundings surroundings, config::Config config, std::string digest, std::string started_with_copy);

  api::ReloadOutcome reload(std::string_view reason);
  // Reloads only if the files say something else than when they were last read.
  void look(std::string_view reason);
  [[nodiscard]] api::ReloadStatus status() const;
  // Ends a wait for quiet files; reloads do nothing from now on.
  void stop();

 private:
  struct Reading {
    std::expected<InputTexts, LoadFailure> texts;
    config::Config config;
    std::string digest;  // of the texts, or of the failure
  };
  [[nodiscard]] Reading read() const;
  [[nodiscard]] Reading read_when_quiet();
  api::ReloadOutcome reload_once(std::string_view reason, Reading reading);
  api::ReloadOutcome fail(std::string_view reason, const LoadFailure& failure);
  bool wait(std::chrono::milliseconds time);

  Surroundings around_;
  std::mutex reloading_;          // one at a time
  config::Config config_;         // as last loaded
  const config::Config started_;  // what needs a restart is compared with it
  std::string in_force_;          // digest of the texts
  std::string last_read_;         // digest of what was last tried
  mutable std::mutex telling_;
  api::ReloadStatus status_;
  std::mutex stopping_;
  std::condition_variable stop_asked_;
  bool stopped_ = false;
};

}  // namespace sprintd::app
