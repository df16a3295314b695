// Who acts in which role, by appointment or by a delegation in force.
//
// Neighbours: acts_as() and person.roles of BacklogFacts (backlog_facts.h). An appointment is what the organisation
// says now (tech_leads, engineering_manager, product_manager of a team, the lead of an active project of it); a
// delegation lends what its `for` holds by appointment, within its dates. Missing data is unknown, never yes. Borrows
// the Backlog; immutable.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/base/arena.h"
#include "rules/eval/cells.h"
#include "rules/lang/value.h"

namespace sprintd::eval {

enum class Role : std::uint8_t { engineering_manager, product_manager, tech_lead, project_lead };
std::string_view role_name(Role role);
std::optional<Role> find_role(std::string_view name);

class Appointments {
 public:
  explicit Appointments(const backlog::Backlog& backlog);

  // A boolean, or an unknown that names what is absent.
  [[nodiscard]] lang::Value acts_as(Row person, Role role, Row team, Instant now) const;
  // By appointment alone, in some team; absent facts count as no.
  [[nodiscard]] bool appointed_somewhere(Row person, Role role) const;
  // Names of all roles that the person holds in some team at `now`, in the order of Role; absent facts are skipped.
  [[nodiscard]] lang::Value roles(Row person, Instant now, Arena& arena) const;

 private:
  [[nodiscard]] lang::Value appointed(Row person, Role role, Row team) const;
  [[nodiscard]] lang::Value leads_project_of(Row person, Row team) const;
  [[nodiscard]] bool leads_something(Row person) const;
  // Of delegation `row` at `now`.
  [[nodiscard]] lang::Value in_force(Row row, Instant now) const;
  [[nodiscard]] bool lent(Row delegation, Role role, Instant now) const;

  const table::Column<Row>* managers_;
  const table::Column<Row>* product_managers_;
  const table::ListColumn<Row>* tech_leads_;
  const table::ListColumn<Row>* projects_of_team_;
  const table::ListColumn<Row>* teams_of_person_;
  const table::ListColumn<Row>* projects_led_;
  const table::Column<Row>* project_leads_;
  const table::Column<std::string_view>* project_states_;
  const table::Column<Row>* delegates_;
  const table::Column<Row>* delegators_;
  const table::Column<std::string_view>* delegated_roles_;
  const table::Column<Row>* delegated_teams_;
  const table::Column<Instant>* delegated_from_;
  const table::Column<Instant>* delegated_until_;
};

}  // namespace sprintd::eval
