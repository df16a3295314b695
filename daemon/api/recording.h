// What an answer leaves in the log of decisions: the engine's record, and who asked, about which texts, by which rules.
//
// Neighbours: api.cc makes one for each call, daemon/store writes it. docs/decision-log.md describes the members. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/api/callers.h"
#include "daemon/api/snapshot.h"
#include "daemon/store/decision_entry.h"
#include "rules/engine/answer.h"

namespace sprintd::api {

// The documents of a request, before the engine takes their texts.
std::vector<store::RecordedInputPtr> copy_inputs(const std::vector<backlog::Document>& documents);

// One for each of answer.records.
std::vector<store::DecisionEntry> entries_of(const engine::Answer& answer, const Snapshot& at, const Caller& caller,
                                             std::string_view trace, std::vector<store::RecordedInputPtr> inputs,
                                             Instant now);

}  // namespace sprintd::api
