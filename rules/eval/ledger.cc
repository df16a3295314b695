#include "rules/eval/ledger.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <tuple>
#include <utility>

#include "rules/eval/subjects.h"
#include "rules/eval/verdict_wording.h"
#include "rules/eval/waivers.h"

namespace sprintd::eval {

using outcome::Verdict;
using table::Row;

namespace {

void add(outcome::Tally& total, const outcome::Tally& part) {
  total.pass += part.pass;
  total.fail += part.fail;
  total.unknown += part.unknown;
  total.broken += part.broken;
  total.waived += part.waived;
  total.not_applicable += part.not_applicable;
}

std::string_view sprint_id(const backlog::Backlog& backlog, Row sprint) {
  return table::is_absent(sprint) ? std::string_view() : backlog.id(EntityKind::sprint, sprint);
}

}  // namespace

void Ledger::begin(outcome::DeclarationRef declaration, bool in_force,
                   std::optional<outcome::DeclarationRef> replaced_by) {
  tallies_.push_back({declaration, in_force, {}, replaced_by});
  first_group_ = groups_.size();
}

void Ledger::unknown(lang::FieldRef field, outcome::Subject subject, Row sprint, std::uint32_t parts) {
  ++tally().unknown;
  const auto fits = [&](const Group& g) {
    return g.field.entity == field.entity && g.field.slot == field.slot && g.group.sprint == sprint;
  };
  const auto first = groups_.begin() + static_cast<std::ptrdiff_t>(first_group_);
  auto found = std::find_if(first, groups_.end(), fits);
  if (found == groups_.end()) {
    Group fresh;
    fresh.group.declaration = tallies_.back().declaration;
    fresh.group.sprint = sprint;
    fresh.group.kind = subject.kind;
    fresh.field = field;
    groups_.push_back(std::move(fresh));
    found = groups_.end() - 1;
  }
  found->group.subjects.push_back(subject.row);
  found->parts += parts;
}

void Ledger::add(outcome::Finding finding) {
  finding.declaration = tallies_.back().declaration;
  if (finding.verdict == Verdict::fail) ++tally().fail;
  if (finding.verdict == Verdict::broken) ++tally().broken;
  declared_.push_back(static_cast<std::uint32_t>(tallies_.size() - 1));
  findings_.push_back(std::move(finding));
}

void Ledger::close(outcome::Audit& audit) {
  audit.waivers = settle_waivers(*rules_, *backlog_, audit.as_of, audit.sprints, findings_);
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    if (findings_[i].verdict != Verdict::waived) continue;
    --tallies_[declared_[i]].tally.fail;
    ++tallies_[declared_[i]].tally.waived;
  }
  sort_findings();
  close_groups(audit);
  for (const auto& t : tallies_) eval::add(audit.total, t.tally);
  const auto& total = audit.total;
  audit.incomplete = stopped_ || total.broken > 0;
  audit.nothing_checked = total.pass + total.fail + total.unknown + total.broken + total.waived == 0;
  audit.findings = std::move(findings_);
  audit.tallies = std::move(tallies_);
}

// By numbers: comparing ids again and again would cost more than the audit.
void Ledger::sort_findings() {
  using Key = std::pair<std::uint64_t, std::uint64_t>;
  std::vector<Key> keys;
  keys.reserve(findings_.size());
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    const auto& f = findings_[i];
    const std::uint64_t severity = static_cast<std::uint64_t>(f.severity) << 62U;
    const std::uint64_t declared = static_cast<std::uint64_t>(declared_[i]) << 32U;
    const std::uint64_t sprint = table::is_absent(f.sprint) ? 0U : ranks(EntityKind::sprint)[f.sprint] + 1U;
    keys.emplace_back(severity | declared | ranks(f.subject.kind)[f.subject.row], sprint << 32U | i);
  }
  std::ranges::sort(keys);
  std::vector<outcome::Finding> sorted;
  sorted.reserve(findings_.size());
  for (const auto& key : keys) sorted.push_back(std::move(findings_[key.second & 0xffffffffU]));
  findings_ = std::move(sorted);
}

const std::vector<std::uint32_t>& Ledger::ranks(EntityKind kind) {
  auto& ranks = ranks_[static_cast<std::size_t>(kind)];
  if (!ranks.empty()) return ranks;
  ranks.resize(backlog_->rows(kind));
  std::uint32_t rank = 0;
  for (const Row row : rows_by_id(*backlog_, kind)) ranks[row] = rank++;
  return ranks;
}

void Ledger::close_groups(outcome::Audit& audit) {
  for (auto& group : groups_) word(group);
  std::ranges::sort(groups_, {}, [&](const Group& g) {
    const auto& d = outcome::declaration(*rules_, g.group.declaration);
    return std::tuple(g.group.severity, std::string_view(d.qualified_id), g.group.declaration.kind,
                      std::string_view(g.group.field), sprint_id(*backlog_, g.group.sprint));
  });
  for (auto& group : groups_) audit.unknowns.push_back(std::move(group.group));
}

void Ledger::word(Group& group) {
  auto& g = group.group;
  g.severity = outcome::declaration(*rules_, g.declaration).if_unknown;
  g.field = field_name(group.field);
  const auto& order = ranks(g.kind);
  std::ranges::sort(g.subjects, {}, [&](Row row) { return order[row]; });

  std::string who = g.kind == EntityKind::organisation ? "the organisation"
                    : g.subjects.size() == 1           ? std::string(backlog_->id(g.kind, g.subjects.front()))
                                                       : fmt::format("{} {}", g.subjects.size(), plural_of(g.kind));
  const auto what = not_known_why(group.field);
  g.message = group.parts == 0   ? fmt::format("{}: {}", who, what)
              : group.parts == 1 ? fmt::format("{}: of 1 item, {}", who, what)
                                 : fmt::format("{}: of {} items, {}", who, group.parts, what);
}

}  // namespace sprintd::eval
