#include "rules/eval/meet.h"

#include <fmt/format.h>
#include <string_view>

#include "rules/base/suggest.h"

namespace sprintd::eval {

std::vector<Diagnostic> meet(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) {
  const auto& tracks = backlog.ladder().tracks;
  if (tracks.empty()) return {};
  std::vector<std::string_view> rungs;
  for (const auto& [name, levels] : tracks) rungs.insert(rungs.end(), levels.begin(), levels.end());

  Diagnostics diagnostics;
  for (const auto& named : rules.named_levels) {
    if (backlog.seniority(named.level)) continue;
    const auto nearest = suggest(named.level, rungs);
    diagnostics.add(
        Code::level_unknown, named.span,
        fmt::format("no track of the organisation's ladder has a rung '{}'", named.level),
        nearest ? fmt::format("did you mean '{}'?", *nearest) : fmt::format("rungs are {}", fmt::join(rungs, ", ")));
  }
  return diagnostics.sorted();
}

}  // namespace sprintd::eval
