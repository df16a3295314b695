// The questions of a log of decisions asked again, of other packs: which answers would change?
//
// Neighbours: log_command.cc shows the report, daemon/store has the records, rules/engine answers. Each question is
// asked about the texts that were recorded with it, at the time that counted as now. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/store/decision_log.h"
#include "daemon/store/record_reader.h"
#include "rules/engine/engine.h"

namespace sprintd::cli {

struct ReplayChange {
  store::ReadRecord record;
  std::string after;                       // the answer now
  std::vector<std::string> gone, brought;  // "rule verdict", "rule subject verdict"
};

struct ReplayReport {
  std::uint64_t decisions = 0, audits = 0;  // asked again
  std::uint64_t with_masked_texts = 0;      // of these
  std::string first_at, last_at;            // of all records
  std::vector<ReplayChange> changes;
  struct Left {
    std::int64_t id;
    std::string why;
  };
  std::vector<Left> left;  // could not be asked
};

Result<ReplayReport> replay(store::DecisionLog& log, const engine::Engine& engine, const engine::RuleSetPtr& rules);

}  // namespace sprintd::cli
