// Is the log of decisions as it was written? Walks the chain of hashes.
//
// Neighbours: decision_log.h has the records, `sprintctl log verify` shows the report. A chain shows that a record was
// changed, put in or taken out; who can write the file can also make a whole new chain, so compare `head` with one that
// was noted elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/decision_log.h"

namespace sprintd::store {

struct ChainReport {
  std::int64_t records = 0;
  std::int64_t first = 0, last = 0;  // ids
  std::string head;                  // hash of the last record
  std::int64_t gaps = 0;             // ids that were given and never written: the daemon was killed, or could not write
  std::int64_t texts = 0;            // of backlogs and organisations, compared with their digests
  std::int64_t masked_texts = 0;     // that cannot be compared
  bool has_expected = false;         // a record with the expected hash was met
  // What does not fit first; nothing when everything does. `broken_at`: the record; 0 where
  // only the expected one is not there.
  std::string broken;
  std::int64_t broken_at = 0;
};

// `expected`: the hash of a record that must be in the chain; "" for none.
Result<ChainReport> verify_chain(DecisionLog& log, std::string_view expected);

}  // namespace sprintd::store
