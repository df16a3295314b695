#include "rules/eval/audit.h"

#include <set>
#include <string_view>
#include <utility>

#include "rules/eval/audit_run.h"
#include "rules/eval/finding.h"
#include "rules/eval/sprint_choice.h"

namespace sprintd::eval {

using outcome::DeclarationKind;

void AuditRun::quiet(const ruleset::Declaration& declaration, outcome::Subject subject, outcome::Verdict verdict,
                     const lang::Program& decided, std::vector<outcome::EvidenceItem> before) {
  verdict == outcome::Verdict::pass ? ledger.pass() : ledger.not_applicable();
  if (options.quiet == nullptr) return;
  if (decided) {
    for (auto& seen : evidence_of(context, decided)) before.push_back(std::move(seen));
  }
  options.quiet->push_back({&declaration, subject, verdict, std::move(before)});
}

Result<outcome::Audit> audit(std::shared_ptr<const ruleset::RuleSet> rules,
                             std::shared_ptr<const backlog::Backlog> backlog, const AuditOptions& options) {
  auto sprints = choose_sprints(*backlog, options.sprints);
  if (!sprints) return std::unexpected(sprints.error());

  AuditRun run(*rules, *backlog, options, *sprints);
  std::set<std::string_view> actions_on_record;  // whose first recording authority was seen
  for (const auto ref : outcome::all_declarations(*rules)) {
    const bool in_force = run.in_force(ref);
    run.ledger.begin(ref, in_force, run.standing.replaced_by(ref, options.as_of));
    if (!in_force) continue;
    switch (ref.kind) {
      case DeclarationKind::rule:
        audit_rule(run, rules->rules[ref.index]);
        break;
      case DeclarationKind::limit:
        audit_limit(run, rules->limits[ref.index]);
        break;
      case DeclarationKind::authority: {
        const auto& authority = rules->authorities[ref.index];
        audit_authority(run, authority);
        if (authority.recorded && actions_on_record.insert(authority.action).second) {
          audit_lack_of_authority(run, authority);
        }
        break;
      }
    }
  }

  outcome::Audit audit;
  audit.as_of = options.as_of;
  audit.sprints = std::move(*sprints);
  audit.conflicts = run.standing.conflicts(options.as_of);
  run.ledger.close(audit);
  audit.rules = std::move(rules);
  audit.backlog = std::move(backlog);
  return audit;
}

}  // namespace sprintd::eval
