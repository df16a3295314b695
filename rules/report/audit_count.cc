#include "rules/report/audit_count.h"

#include <algorithm>

namespace sprintd::report {

bool has_spoken(const outcome::Tally& tally) {
  return tally.pass + tally.fail + tally.unknown + tally.broken + tally.waived > 0;
}

AuditCount count(const outcome::Audit& audit) {
  AuditCount count;
  for (const auto& finding : audit.findings) {
    if (finding.verdict == outcome::Verdict::waived) {
      ++count.waived;
    } else {
      ++count.by_severity[static_cast<std::size_t>(finding.severity)];
    }
  }
  for (const auto& group : audit.unknowns) {
    count.unknown_by_severity[static_cast<std::size_t>(group.severity)] += group.subjects.size();
  }
  count.idle_waivers = static_cast<std::size_t>(std::ranges::count_if(
      audit.waivers, [](const outcome::WaiverUse& use) { return use.state != outcome::WaiverState::in_use; }));
  for (const auto& row : audit.tallies) {
    if (!row.in_force) {
      ++count.not_in_force;
    } else if (has_spoken(row.tally)) {
      ++count.spoke;
    } else {
      ++count.silent;
    }
  }
  return count;
}

std::size_t count_items(const outcome::Audit& audit) {
  using backlog::EntityKind;
  const auto slot = backlog::find_field(EntityKind::item, "sprint");
  if (!slot) return 0;
  const auto* sprints = std::get_if<table::Column<table::Row>>(&audit.backlog->column(EntityKind::item, *slot));
  if (sprints == nullptr) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(*sprints, [&](table::Row sprint) {
    return sprint != table::kNoRow && std::ranges::find(audit.sprints, sprint) != audit.sprints.end();
  }));
}

}  // namespace sprintd::report
