// A decision or an audit on its way into the log: what was asked and answered, and the texts that it was about.
//
// Neighbours: daemon/api makes them, decision_writer.h takes them, decision_log.h writes them down. Values; the texts
// are shared with the backlogs that they are part of.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/calendar.h"

namespace sprintd::store {

// One document of the backlog or the organisation that a question was about.
struct RecordedInput {
  std::string digest;     // of its text
  std::string name;       // as diagnostics name it
  std::string_view part;  // "backlog" or "organisation"
  std::string_view text;
  std::shared_ptr<const void> owner;  // of the text
  bool is_kept = false;               // the daemon holds the text anyway
};
using RecordedInputPtr = std::shared_ptr<const RecordedInput>;

struct DecisionEntry {
  Instant at{};
  // The members of a JSON object, without its braces: "kind", "question", "answer" and so on (docs/decision-log.md).
  std::string members;
  std::vector<RecordedInputPtr> inputs;
};

}  // namespace sprintd::store
