#include "rules/eval/audit.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "rules/eval/audit_run.h"
#include "rules/eval/sprint_choice.h"

namespace sprintd::eval {
namespace {

using outcome::DeclarationKind;
using outcome::DeclarationRef;

// Every declaration, by id: what is reported first when the budget ends does not hang on the order of files.
std::vector<DeclarationRef> in_order(const ruleset::RuleSet& rules) {
  std::vector<DeclarationRef> all;
  const auto add = [&](DeclarationKind kind, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) all.push_back({kind, i});
  };
  add(DeclarationKind::rule, rules.rules.size());
  add(DeclarationKind::authority, rules.authorities.size());
  add(DeclarationKind::limit, rules.limits.size());
  std::ranges::sort(all, {}, [&](DeclarationRef ref) {
    return std::tuple(std::string_view(outcome::declaration(rules, ref).qualified_id), ref.kind);
  });
  return all;
}

}  // namespace

Result<outcome::Audit> audit(std::shared_ptr<const ruleset::RuleSet> rules,
                             std::shared_ptr<const backlog::Backlog> backlog, const AuditOptions& options) {
  auto sprints = choose_sprints(*backlog, options.sprints);
  if (!sprints) return std::unexpected(sprints.error());

  AuditRun run(*rules, *backlog, options, *sprints);
  std::set<std::string_view> actions_on_record;  // whose first recording authority was seen
  for (const auto ref : in_order(*rules)) {
    const auto& declaration = outcome::declaration(*rules, ref);
    const bool in_force = run.in_force(declaration);
    run.ledger.begin(ref, in_force);
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
  run.ledger.close(audit);
  audit.rules = std::move(rules);
  audit.backlog = std::move(backlog);
  return audit;
}

}  // namespace sprintd::eval
