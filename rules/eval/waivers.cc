#include "rules/eval/waivers.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "rules/eval/appointments.h"
#include "rules/eval/cells.h"
#include "rules/eval/subjects.h"
#include "rules/eval/window.h"

namespace sprintd::eval {
namespace {

using backlog::slot;
using outcome::Finding;
using outcome::Subject;
using outcome::Verdict;
using outcome::WaiverState;

constexpr std::int64_t kWeek = std::int64_t{7} * 24 * 3600 * 1'000'000;

class WaiverRules {
 public:
  WaiverRules(const backlog::Backlog& backlog, Instant as_of, std::span<const Row> sprints)
      : backlog_(&backlog), as_of_(as_of), sprints_(sprints), appointments_(backlog) {}

  // in_use: it waives such a finding. `subject` is null when the backlog does not have it.
  [[nodiscard]] WaiverState state(const ruleset::Waiver& waiver, const ruleset::Declaration& declaration,
                                  const Subject* subject, Row sprint) const {
    const auto approver = backlog_->find(EntityKind::person, waiver.approved_by);
    if (waiver.approved_by == waiver.subject) return WaiverState::approver_is_subject;
    if (!approver) return WaiverState::approver_unknown;
    if (subject != nullptr && !has_role(*approver, declaration.waivable_by, *subject)) {
      return WaiverState::approver_lacks_role;
    }
    const auto window = read_window(waiver.from, waiver.until, backlog_->zone());
    if (as_of_ < window.from) return WaiverState::not_yet;
    if (!window.contains(as_of_)) return WaiverState::expired;
    if (waiver.sprints == 0) return WaiverState::in_use;
    const auto number = number_of(window.from, sprint);
    if (number > waiver.sprints) return WaiverState::expired;
    return number < 1 ? WaiverState::not_yet : WaiverState::in_use;
  }

 private:
  [[nodiscard]] bool has_role(Row approver, std::string_view name, const Subject& subject) const {
    if (name.empty()) return true;
    const auto role = find_role(name);
    return role && std::ranges::any_of(teams_of(subject), [&](Row team) {
             return appointments_.acts_as(approver, *role, team, as_of_).is_true();
           });
  }

  [[nodiscard]] std::vector<Row> teams_of(const Subject& subject) const {
    const auto in = [&](EntityKind kind, std::uint16_t field) {
      const Row team = references(*backlog_, kind, field)[subject.row];
      return table::is_absent(team) ? std::vector<Row>() : std::vector<Row>{team};
    };
    switch (subject.kind) {
      case EntityKind::person: {
        const auto teams =
            row_lists(*backlog_, EntityKind::person, slot(EntityKind::person, "teams")).cell(subject.row);
        return {teams.begin(), teams.end()};
      }
      case EntityKind::item:
        return in(EntityKind::item, slot(EntityKind::item, "team"));
      case EntityKind::project:
        return in(EntityKind::project, slot(EntityKind::project, "team"));
      case EntityKind::sprint:
        return in(EntityKind::sprint, slot(EntityKind::sprint, "team"));
      case EntityKind::team:
        return {subject.row};
      default:
        return all_rows(*backlog_, EntityKind::team);  // the organisation: any team's
    }
  }

  // A finding that hangs on no sprint is judged by the last one of the audit.
  [[nodiscard]] std::int64_t number_of(Instant from, Row sprint) const {
    if (!table::is_absent(sprint)) return number_of_sprint(from, sprint);
    std::int64_t last = 0;
    for (const Row one : sprints_) last = std::max(last, number_of_sprint(from, one));
    return last;
  }

  // 1 for the first sprint that ends on or after `from`, 0 for those before; without dates beyond every count.
  [[nodiscard]] std::int64_t number_of_sprint(Instant from, Row sprint) const {
    const auto& starts = cells<Instant>(*backlog_, EntityKind::sprint, slot(EntityKind::sprint, "starts"));
    const auto& ends = cells<Instant>(*backlog_, EntityKind::sprint, slot(EntityKind::sprint, "ends"));
    const auto& teams = references(*backlog_, EntityKind::sprint, slot(EntityKind::sprint, "team"));
    const auto start = starts[sprint];
    const auto end = ends[sprint];
    if (table::is_absent(start) || table::is_absent(end)) return std::numeric_limits<std::int64_t>::max();
    std::int64_t counted = 0;
    for (const Row other : all_rows(*backlog_, EntityKind::sprint)) {
      const bool has_dates = !table::is_absent(starts[other]) && !table::is_absent(ends[other]);
      if (has_dates && teams[other] == teams[sprint] && ends[other] >= from && starts[other] <= start) ++counted;
    }
    const auto passed = static_cast<std::int64_t>(start) - static_cast<std::int64_t>(from);
    if (passed <= 0 || counted == 0) return counted;
    const auto length = static_cast<std::int64_t>(end) - static_cast<std::int64_t>(start);
    const auto weeks = std::max<std::int64_t>(1, (length + kWeek - 1) / kWeek);
    return std::max(counted, (passed + weeks * kWeek - 1) / (weeks * kWeek));
  }

  const backlog::Backlog* backlog_;
  Instant as_of_;
  std::span<const Row> sprints_;
  Appointments appointments_;
};

class Settlement {
 public:
  Settlement(const ruleset::RuleSet& rules, const backlog::Backlog& backlog, Instant as_of,
             std::span<const Row> sprints)
      : rules_(&rules), backlog_(&backlog), judge_(backlog, as_of, sprints), uses_(rules.waivers.size()) {
    for (std::uint32_t i = 0; i < rules.waivers.size(); ++i) by_rule_[rules.waivers[i].rule].push_back(i);
  }

  std::vector<outcome::WaiverUse> run(std::vector<Finding>& findings) {
    for (auto& finding : findings) {
      if (finding.verdict == Verdict::fail) name_waiver(finding);
    }
    keep_budgets(findings);
    std::vector<bool> seen(uses_.size(), false);
    for (auto& finding : findings) {
      if (finding.waiver < 0) continue;
      const auto index = static_cast<std::size_t>(finding.waiver);
      if (finding.waiver_state == WaiverState::in_use) {
        finding.verdict = Verdict::waived;
        ++uses_[index].findings;
      }
      if (!seen[index] || finding.waiver_state == WaiverState::in_use) uses_[index].state = finding.waiver_state;
      seen[index] = true;
    }
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      if (!seen[i]) uses_[i].state = without_finding(rules_->waivers[i]);
    }
    return std::move(uses_);
  }

 private:
  // The first that holds, else the first that does not.
  void name_waiver(Finding& finding) {
    const auto& declaration = outcome::declaration(*rules_, finding.declaration);
    const auto found = by_rule_.find(declaration.qualified_id);
    if (found == by_rule_.end()) return;
    const auto subject = backlog_->id(finding.subject.kind, finding.subject.row);
    for (const auto index : found->second) {
      const auto& waiver = rules_->waivers[index];
      if (waiver.subject != subject) continue;
      const auto state = judge_.state(waiver, declaration, &finding.subject, finding.sprint);
      if (finding.waiver >= 0 && state != WaiverState::in_use) continue;
      finding.waiver = static_cast<std::int32_t>(index);
      finding.waiver_state = state;
      if (state == WaiverState::in_use) return;
    }
  }

  void keep_budgets(std::vector<Finding>& findings) {
    std::map<std::string_view, std::set<std::uint32_t>> holding;  // by rule
    for (const auto& finding : findings) {
      if (finding.waiver < 0 || finding.waiver_state != WaiverState::in_use) continue;
      const auto& declaration = outcome::declaration(*rules_, finding.declaration);
      if (!declaration.waiver_budget) continue;
      holding[declaration.qualified_id].insert(static_cast<std::uint32_t>(finding.waiver));
    }
    std::set<std::uint32_t> beyond;
    for (const auto& [rule, indexes] : holding) {
      std::vector<std::uint32_t> waivers(indexes.begin(), indexes.end());
      std::ranges::sort(waivers, {}, [&](std::uint32_t i) {
        const auto& waiver = rules_->waivers[i];
        return std::tuple(read_window(waiver.from, "", backlog_->zone()).from, std::string_view(waiver.subject), i);
      });
      const auto budget = std::min<std::size_t>(*rules_->find(rule)->waiver_budget, waivers.size());
      beyond.insert(waivers.begin() + static_cast<std::ptrdiff_t>(budget), waivers.end());
    }
    for (auto& finding : findings) {
      if (finding.waiver < 0 || finding.waiver_state != WaiverState::in_use) continue;
      if (beyond.contains(static_cast<std::uint32_t>(finding.waiver))) finding.waiver_state = WaiverState::over_budget;
    }
  }

  [[nodiscard]] WaiverState without_finding(const ruleset::Waiver& waiver) const {
    const auto* declaration = rules_->find(waiver.rule);
    if (declaration == nullptr) return WaiverState::unused;
    const auto subject = find_subject(waiver);
    const auto state = judge_.state(waiver, *declaration, subject ? &*subject : nullptr, table::kNoRow);
    return state == WaiverState::in_use ? WaiverState::unused : state;
  }

  // Ids of different kinds may be alike: the kind is that of its rule, an authority's subjects are items.
  [[nodiscard]] std::optional<Subject> find_subject(const ruleset::Waiver& waiver) const {
    auto kind = EntityKind::item;
    const auto is_it = [&](const ruleset::Declaration& declaration) { return declaration.qualified_id == waiver.rule; };
    if (const auto rule = std::ranges::find_if(rules_->rules, is_it); rule != rules_->rules.end()) {
      kind = entity_of(rule->subject);
    } else if (const auto limit = std::ranges::find_if(rules_->limits, is_it); limit != rules_->limits.end()) {
      kind = entity_of(limit->subject);
    }
    const auto row = backlog_->find(kind, waiver.subject);
    return row ? std::optional(Subject{kind, *row}) : std::nullopt;
  }

  const ruleset::RuleSet* rules_;
  const backlog::Backlog* backlog_;
  WaiverRules judge_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_rule_;
  std::vector<outcome::WaiverUse> uses_;
};

}  // namespace

std::vector<outcome::WaiverUse> settle_waivers(const ruleset::RuleSet& rules, const backlog::Backlog& backlog,
                                               Instant as_of, std::span<const Row> sprints,
                                               std::vector<Finding>& findings) {
  if (rules.waivers.empty()) return {};
  return Settlement(rules, backlog, as_of, sprints).run(findings);
}

}  // namespace sprintd::eval
