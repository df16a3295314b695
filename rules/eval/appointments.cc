#include "rules/eval/appointments.h"

#include <algorithm>
#include <array>

#include "rules/eval/backlog_schema.h"

namespace sprintd::eval {
namespace {

using backlog::slot;
using lang::Value;

constexpr auto kRoleNames =
    std::to_array<std::string_view>({"engineering_manager", "product_manager", "tech_lead", "project_lead"});

Value unknown(EntityKind kind, std::uint16_t field, Row row) { return Value::unknown({entity_type(kind), field, row}); }

bool contains(std::span<const Row> rows, Row row) { return std::ranges::find(rows, row) != rows.end(); }

}  // namespace

std::string_view role_name(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::optional<Role> find_role(std::string_view name) {
  const auto found = std::ranges::find(kRoleNames, name);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

Appointments::Appointments(const backlog::Backlog& b)
    : managers_(&references(b, EntityKind::team, slot(EntityKind::team, "engineering_manager"))),
      product_managers_(&references(b, EntityKind::team, slot(EntityKind::team, "product_manager"))),
      tech_leads_(&row_lists(b, EntityKind::team, slot(EntityKind::team, "tech_leads"))),
      projects_of_team_(&row_lists(b, EntityKind::team, slot(EntityKind::team, "projects"))),
      teams_of_person_(&row_lists(b, EntityKind::person, slot(EntityKind::person, "teams"))),
      projects_led_(&row_lists(b, EntityKind::person, slot(EntityKind::person, "leads"))),
      project_leads_(&references(b, EntityKind::project, slot(EntityKind::project, "lead"))),
      project_states_(&cells<std::string_view>(b, EntityKind::project, slot(EntityKind::project, "state"))),
      delegates_(&references(b, EntityKind::delegation, slot(EntityKind::delegation, "person"))),
      delegators_(&references(b, EntityKind::delegation, slot(EntityKind::delegation, "for"))),
      delegated_roles_(&cells<std::string_view>(b, EntityKind::delegation, slot(EntityKind::delegation, "role"))),
      delegated_teams_(&references(b, EntityKind::delegation, slot(EntityKind::delegation, "team"))),
      delegated_from_(&cells<Instant>(b, EntityKind::delegation, slot(EntityKind::delegation, "from"))),
      delegated_until_(&cells<Instant>(b, EntityKind::delegation, slot(EntityKind::delegation, "until"))) {}

Value Appointments::appointed(Row person, Role role, Row team) const {
  switch (role) {
    case Role::engineering_manager: {
      const auto manager = (*managers_)[team];
      if (table::is_absent(manager))
        return unknown(EntityKind::team, slot(EntityKind::team, "engineering_manager"), team);
      return Value::of(manager == person);
    }
    case Role::product_manager: {
      const auto manager = (*product_managers_)[team];
      if (table::is_absent(manager)) return unknown(EntityKind::team, slot(EntityKind::team, "product_manager"), team);
      return Value::of(manager == person);
    }
    case Role::tech_lead: {
      const auto leads = tech_leads_->cell(team);
      if (leads.empty() && tech_leads_->is_absent(team)) {
        return unknown(EntityKind::team, slot(EntityKind::team, "tech_leads"), team);
      }
      return Value::of(contains(leads, person));
    }
    case Role::project_lead:
      break;
  }
  return leads_project_of(person, team);
}

Value Appointments::leads_project_of(Row person, Row team) const {
  Value answer = Value::of(false);
  for (const Row project : projects_of_team_->cell(team)) {
    const auto lead = (*project_leads_)[project];
    const auto state = (*project_states_)[project];
    const bool may_be_active = table::is_absent(state) || state == "active";
    if (!may_be_active || (!table::is_absent(lead) && lead != person)) continue;
    if (table::is_absent(lead)) {
      answer = unknown(EntityKind::project, slot(EntityKind::project, "lead"), project);
    } else if (table::is_absent(state)) {
      answer = unknown(EntityKind::project, slot(EntityKind::project, "state"), project);
    } else {
      return Value::of(true);
    }
  }
  return answer;
}

Value Appointments::in_force(Row row, Instant now) const {
  const auto until = (*delegated_until_)[row];
  if (!table::is_absent(until) && now > until) return Value::of(false);
  const auto from = (*delegated_from_)[row];
  if (table::is_absent(from)) return unknown(EntityKind::delegation, slot(EntityKind::delegation, "from"), row);
  return Value::of(now >= from);
}

Value Appointments::acts_as(Row person, Role role, Row team, Instant now) const {
  Value answer = appointed(person, role, team);
  if (answer.is_true()) return answer;
  for (Row row = 0; row < delegates_->size(); ++row) {
    const auto only_team = (*delegated_teams_)[row];
    if ((*delegates_)[row] != person || (*delegated_roles_)[row] != role_name(role)) continue;
    if (!table::is_absent(only_team) && only_team != team) continue;
    const auto current = in_force(row, now);
    if (current.is_false()) continue;
    const auto held = appointed((*delegators_)[row], role, team);
    if (held.is_false()) continue;
    if (current.is_true() && held.is_true()) return held;
    answer = held.is_true() ? current : held;
  }
  return answer;
}

bool Appointments::appointed_somewhere(Row person, Role role) const {
  for (Row team = 0; team < managers_->size(); ++team) {
    if (appointed(person, role, team).is_true()) return true;
  }
  return false;
}

bool Appointments::leads_something(Row person) const {
  return std::ranges::any_of(projects_led_->cell(person),
                             [&](Row project) { return (*project_states_)[project] == "active"; });
}

// Does the delegation lend the role at `now`, in some team?
bool Appointments::lent(Row delegation, Role role, Instant now) const {
  if ((*delegated_roles_)[delegation] != role_name(role) || !in_force(delegation, now).is_true()) return false;
  const auto holder = (*delegators_)[delegation];
  const auto team = (*delegated_teams_)[delegation];
  if (!table::is_absent(team)) return appointed(holder, role, team).is_true();
  if (role == Role::project_lead) return leads_something(holder);
  return std::ranges::any_of(teams_of_person_->cell(holder),
                             [&](Row its_team) { return appointed(holder, role, its_team).is_true(); });
}

Value Appointments::roles(Row person, Instant now, Arena& arena) const {
  const auto names = arena.array<Value>(kRoleNames.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    const auto role = static_cast<Role>(i);
    bool holds = false;
    if (role == Role::project_lead) {
      holds = leads_something(person);
    } else {
      holds = std::ranges::any_of(teams_of_person_->cell(person),
                                  [&](Row team) { return appointed(person, role, team).is_true(); });
    }
    for (Row row = 0; !holds && row < delegates_->size(); ++row) {
      holds = (*delegates_)[row] == person && lent(row, role, now);
    }
    if (holds) names[count++] = Value::of(kRoleNames[i]);
  }
  return Value::of_list(names.first(count));
}

}  // namespace sprintd::eval
