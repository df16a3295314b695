// The log of decisions as a file of SQLite: records in order, each with the hash of the one before, and the texts that
// they are about, each once.
//
// Neighbours: decision_writer.h appends from its thread, daemon/api and `sprintctl log` read. A record is the text of a
// JSON object; its hash is that of this text, and the next record's "previous". One thread at a time; a reader has a
// DecisionLog of its own. All failures are Code::database_unusable.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/database.h"
#include "daemon/store/decision_entry.h"

namespace sprintd::store {

struct Record {
  std::int64_t id = 0;  // from 1, in the order of answering
  Instant at{};
  std::string body = {};  // {"id":17,"previous":"sha256:...","at":"...","kind":"decision",...}
  std::string hash = {};  // of the body
};

// Which records: those that fit everything that is set.
struct RecordQuery {
  std::int64_t before = 0;  // an id; 0: from the newest
  std::size_t limit = 100;
  std::string kind = {}, person = {}, item = {}, action = {}, answer = {};
  std::optional<Instant> since = {}, until = {};
};

// What is kept; the newest record always is.
struct Retention {
  std::int64_t days = 0;   // 0: for ever
  std::int64_t bytes = 0;  // of the file; 0: any
};

class DecisionLog {
 public:
  enum class Sync : std::uint8_t {
    lazy,   // what was written last can be lost with the machine's power, not with the process
    every,  // what was appended is on the disk
  };
  static Result<DecisionLog> open_for_writing(const std::string& path, Sync sync);
  static Result<DecisionLog> open_for_reading(const std::string& path);

  // Of the newest record, also of one that is gone; 0 when there was none.
  [[nodiscard]] std::int64_t last_id() const { return last_id_; }

  // All of them or none. Fields named in `masked` become null wherever they stand, in records and texts.
  Result<void> append(std::span<const DecisionEntry> entries, std::int64_t first_id,
                      std::span<const std::string> masked);
  // Writes something that changes nothing: can it be written to?
  Result<void> probe();
  // Removes some of what is too old or too much, at most a bounded number of records; says how many.
  Result<std::int64_t> remove_old(const Retention& retention, Instant now);

  // The newest first.
  Result<std::vector<Record>> find(const RecordQuery& query);
  // The oldest first, until `visit` says false.
  Result<void> each(const std::function<bool(const Record&)>& visit);

  struct Text {
    std::string text;
    bool is_masked = false;
  };
  // Nothing when no record needs it any more.
  Result<std::optional<Text>> text(std::string_view digest);

  Result<std::int64_t> first_kept();    // the oldest id that retention has left; 1 when it removed nothing
  Result<std::int64_t> largest_ever();  // the largest id that was ever written

 private:
  explicit DecisionLog(Database database) : database_(std::move(database)) {}
  Result<void> prepare_file(Sync sync);
  Result<void> read_last();
  Result<void> append_one(Statement& insert, const DecisionEntry& entry, std::int64_t id,
                          std::span<const std::string> masked);
  Result<void> keep_texts(std::span<const DecisionEntry> entries, std::int64_t first_id,
                          std::span<const std::string> masked);
  Result<std::int64_t> remove_before(std::int64_t id);

  Database database_;
  std::int64_t last_id_ = 0;
  std::string last_hash_;  // of the newest record; "" before the first
};

}  // namespace sprintd::store
