#include "rules/eval/meet.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "rules/base/suggest.h"
#include "rules/eval/appointments.h"

namespace sprintd::eval {

namespace {

void check_signers(const ruleset::RuleSet& rules, const backlog::Backlog& backlog, Diagnostics& diagnostics) {
  const Appointments appointments(backlog);
  for (const auto& pack : rules.packs) {
    if (!pack.needs_signature || pack.signed_by.empty()) continue;
    const auto role = find_role(pack.owner);
    const bool is_owner = std::ranges::any_of(pack.signed_by, [&](const ruleset::Pack::Signer& signer) {
      const auto person = backlog.find(EntityKind::person, signer.person);
      return person && role && appointments.appointed_somewhere(*person, *role);
    });
    if (is_owner) continue;
    auto& fault = diagnostics.add(
        Code::signer_lacks_role, pack.signed_by.front().span,
        fmt::format("'{}' signed off the pack '{}', and is no {}", pack.signed_by.front().person, pack.id, pack.owner),
        "let somebody sign who holds the role in a team");
    fault.notes.push_back({pack.id_span, fmt::format("its owner is the {}", pack.owner)});
  }
}

void check_rungs(const ruleset::RuleSet& rules, const backlog::Backlog& backlog, Diagnostics& diagnostics) {
  const auto& tracks = backlog.ladder().tracks;
  if (tracks.empty()) return;
  std::vector<std::string_view> rungs;
  for (const auto& [name, levels] : tracks) rungs.insert(rungs.end(), levels.begin(), levels.end());
  for (const auto& named : rules.named_levels) {
    if (backlog.seniority(named.level)) continue;
    const auto nearest = suggest(named.level, rungs);
    diagnostics.add(
        Code::level_unknown, named.span,
        fmt::format("no track of the organisation's ladder has a rung '{}'", named.level),
        nearest ? fmt::format("did you mean '{}'?", *nearest) : fmt::format("rungs are {}", fmt::join(rungs, ", ")));
  }
}

}  // namespace

std::vector<Diagnostic> meet(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) {
  Diagnostics diagnostics;
  check_signers(rules, backlog, diagnostics);
  check_rungs(rules, backlog, diagnostics);
  return diagnostics.sorted();
}

}  // namespace sprintd::eval
