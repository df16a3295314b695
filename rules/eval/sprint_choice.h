// Which sprints an audit is of, and in which sprint a question is asked.
//
// Neighbours: audit.cc and decide.cc. Pure functions over the Backlog.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/result.h"
#include "rules/eval/cells.h"

namespace sprintd::eval {

// The named ones; else each that is not closed; else, all being closed, the one in which every item is or was that is
// or was in any. By start (those without one last) and id. Empty for a backlog without sprints.
// Fails with Code::sprint_unknown or Code::sprint_not_chosen.
Result<std::vector<Row>> choose_sprints(const backlog::Backlog& backlog, const std::vector<std::string>& named);

Result<Row> find_sprint(const backlog::Backlog& backlog, std::string_view id);
// The only sprint that is not closed.
std::optional<Row> only_open_sprint(const backlog::Backlog& backlog);

// Words for an id that nothing has: "no person 'adda'; did you mean 'ada'?"
std::string nobody_has(const backlog::Backlog& backlog, EntityKind kind, std::string_view id);

}  // namespace sprintd::eval
