// What a rule or limit can be about: kinds of subject, their entities, variables and words.
//
// Neighbours: audit and decide choose subjects with it, verdict_wording.h names them. Pure functions over the Backlog.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/eval/cells.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

EntityKind entity_of(ruleset::SubjectKind kind);
ruleset::Slot variable_of(ruleset::SubjectKind kind);
std::string_view plural_of(EntityKind kind);  // "people"

// In the order of rows.
std::vector<Row> all_rows(const backlog::Backlog& backlog, EntityKind kind);
// In the order of ids, which is that of the organisation's lists.
std::vector<Row> rows_by_id(const backlog::Backlog& backlog, EntityKind kind);
std::span<const Row> items_of_sprint(const backlog::Backlog& backlog, Row sprint);
// Whom and what a limit speaks about in a sprint: its people, its projects, its team and the teams of its items.
std::vector<Row> subjects_in_sprint(const backlog::Backlog& backlog, ruleset::SubjectKind kind, Row sprint);
// The subject whose sum an item counts for; nothing when the backlog does not say.
std::optional<Row> subject_of_item(const backlog::Backlog& backlog, ruleset::SubjectKind kind, Row item, Row sprint);

}  // namespace sprintd::eval
