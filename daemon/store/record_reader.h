// A record of the log of decisions read again.
//
// Neighbours: decision_chain.h follows its links, `sprintctl log replay` asks its question anew. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sprintd::store {

struct ReadRecord {
  struct Input {
    std::string part, name, digest;
  };
  struct Question {
    std::string person, action, item, sprint;  // of a decision
    std::vector<std::string> sprints;          // of an audit
    std::string as_of;
  };
  std::int64_t id = 0;
  std::string previous, at, kind, answer, packs;  // packs: their digest
  Question question;
  // Of an audit: "rule subject verdict", sorted; of a decision: "rule verdict" of each reason.
  std::vector<std::string> verdicts;
  std::vector<Input> inputs;
  bool is_masked = false;  // members of it, and of its texts, are hidden
};

// Nothing for a text that is no record. Members that are masked are "".
std::optional<ReadRecord> read_record(std::string_view body);

}  // namespace sprintd::store
