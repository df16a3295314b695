// Takes decisions to their log without letting the answers wait: a bounded queue, and one thread that writes.
//
// Neighbours: daemon/api submits from any thread, decision_log.h is what it writes to. What was taken is written, or
// tried again until it is; what cannot be taken is dropped and counted, or refused, as the mode says. Ends with its
// destructor, after what waits is written.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "daemon/store/decision_log.h"

namespace sprintd::store {

enum class RecordMode : std::uint8_t {
  drop,     // answers never wait; what cannot be recorded is counted
  refuse,   // answers do not wait, but there is none that cannot be recorded
  durable,  // an answer goes out when its record is on the disk
};

class DecisionWriter {
 public:
  struct Settings {
    std::string path;
    RecordMode mode = RecordMode::drop;
    std::size_t queue = 10'000;  // decisions that may wait
    Retention retention;
    std::vector<std::string> masked;
    std::function<Instant()> now;  // the wall clock
    // Writing began to fail (with the reason), or works again (with "").
    std::function<void(const std::string& why)> tell = {};
  };
  struct Status {
    bool failing = false;
    std::string why;  // when failing
    // Since the start: dropped were answered all the same, refused were not; removed by retention.
    std::uint64_t recorded = 0, dropped = 0, refused = 0, removed = 0;
    std::size_t waiting = 0;
    std::int64_t last_id = 0;
  };
  // Of the records of one request; both 0 when they are not recorded.
  struct Ids {
    std::int64_t first = 0, last = 0;
  };
  using Done = std::function<void(const Result<Ids>&)>;

  explicit DecisionWriter(Settings settings);
  ~DecisionWriter();
  DecisionWriter(const DecisionWriter&) = delete;
  DecisionWriter& operator=(const DecisionWriter&) = delete;

  [[nodiscard]] RecordMode mode() const { return settings_.mode; }
  // In mode durable `done` is called later, from the writer's thread, and only where this succeeds. Fails with
  // Code::decision_unrecorded, never in mode drop.
  Result<Ids> submit(std::vector<DecisionEntry> entries, Done done = {});
  [[nodiscard]] Status status() const;

 private:
  struct Batch {
    std::int64_t first_id = 0;
    std::vector<DecisionEntry> entries;
    std::vector<std::pair<Ids, Done>> done;  // whom to tell that these are written
    std::size_t bytes = 0;
    [[nodiscard]] bool empty() const { return entries.empty(); }
  };
  void run();
  bool open();
  Batch take();
  void write(Batch batch);
  void fail(const Error& error);
  void succeed(std::size_t count);
  void drop(Batch batch, const Error& error);
  void remove_old();
  bool sleep(std::chrono::milliseconds time);

  const Settings settings_;
  std::optional<DecisionLog> log_;  // of the writer's thread, but for the constructor
  std::chrono::steady_clock::time_point started_at_, removed_at_{};
  Instant started_;
  bool has_more_to_remove_ = false;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Batch waiting_;
  std::size_t writing_ = 0, writing_bytes_ = 0;  // in the batch that the thread holds
  std::int64_t next_id_ = 0;                     // 0: not known, since the file could not be opened
  bool idle_ = false;                            // the thread waits for something to do
  bool stopping_ = false;
  Status status_;

  std::thread thread_;
};

}  // namespace sprintd::store
