#include "rules/eval/subjects.h"

#include <algorithm>
#include <numeric>

namespace sprintd::eval {

using backlog::slot;
using ruleset::SubjectKind;

EntityKind entity_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::item:
      return EntityKind::item;
    case SubjectKind::person:
      return EntityKind::person;
    case SubjectKind::project:
      return EntityKind::project;
    case SubjectKind::team:
      return EntityKind::team;
    case SubjectKind::sprint:
      return EntityKind::sprint;
    case SubjectKind::organisation:
      break;
  }
  return EntityKind::organisation;
}

ruleset::Slot variable_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::item:
      return ruleset::Slot::item;
    case SubjectKind::person:
      return ruleset::Slot::person;
    case SubjectKind::project:
      return ruleset::Slot::project;
    case SubjectKind::team:
      return ruleset::Slot::team;
    case SubjectKind::sprint:
      return ruleset::Slot::sprint;
    case SubjectKind::organisation:
      break;
  }
  return ruleset::Slot::org;
}

std::string_view plural_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::item:
      return "items";
    case EntityKind::person:
      return "people";
    case EntityKind::project:
      return "projects";
    case EntityKind::team:
      return "teams";
    case EntityKind::sprint:
      return "sprints";
    default:
      return "organisations";
  }
}

std::vector<Row> all_rows(const backlog::Backlog& backlog, EntityKind kind) {
  std::vector<Row> rows(backlog.rows(kind));
  std::iota(rows.begin(), rows.end(), Row{0});
  return rows;
}

std::vector<Row> rows_by_id(const backlog::Backlog& backlog, EntityKind kind) {
  const auto of_organisation = [&](std::uint16_t field) {
    const auto cell = row_lists(backlog, EntityKind::organisation, field).cell(0);
    return std::vector<Row>(cell.begin(), cell.end());
  };
  switch (kind) {
    case EntityKind::item:
      return of_organisation(slot(EntityKind::organisation, "items"));
    case EntityKind::person:
      return of_organisation(slot(EntityKind::organisation, "people"));
    case EntityKind::project:
      return of_organisation(slot(EntityKind::organisation, "projects"));
    case EntityKind::team:
      return of_organisation(slot(EntityKind::organisation, "teams"));
    case EntityKind::sprint:
      return of_organisation(slot(EntityKind::organisation, "sprints"));
    default:
      return all_rows(backlog, kind);
  }
}

std::span<const Row> items_of_sprint(const backlog::Backlog& backlog, Row sprint) {
  return row_lists(backlog, EntityKind::sprint, slot(EntityKind::sprint, "items")).cell(sprint);
}

std::vector<Row> subjects_in_sprint(const backlog::Backlog& backlog, SubjectKind kind, Row sprint) {
  const auto list = [&](std::uint16_t field) {
    const auto cell = row_lists(backlog, EntityKind::sprint, field).cell(sprint);
    return std::vector<Row>(cell.begin(), cell.end());
  };
  switch (kind) {
    case SubjectKind::item:
      return list(slot(EntityKind::sprint, "items"));
    case SubjectKind::person:
      return list(slot(EntityKind::sprint, "people"));
    case SubjectKind::project:
      return list(slot(EntityKind::sprint, "projects"));
    case SubjectKind::sprint:
      return {sprint};
    case SubjectKind::organisation:
      return {0};
    case SubjectKind::team:
      break;
  }
  std::vector<Row> teams;
  const auto add = [&](Row team) {
    if (!table::is_absent(team)) teams.push_back(team);
  };
  add(references(backlog, EntityKind::sprint, slot(EntityKind::sprint, "team"))[sprint]);
  const auto& team_of = references(backlog, EntityKind::item, slot(EntityKind::item, "team"));
  for (const Row item : items_of_sprint(backlog, sprint)) add(team_of[item]);
  std::ranges::sort(teams);
  const auto repeated = std::ranges::unique(teams);
  teams.erase(repeated.begin(), repeated.end());
  return teams;
}

std::optional<Row> subject_of_item(const backlog::Backlog& backlog, SubjectKind kind, Row item, Row sprint) {
  const auto by = [&](std::uint16_t field) -> std::optional<Row> {
    const auto row = references(backlog, EntityKind::item, field)[item];
    if (table::is_absent(row)) return std::nullopt;
    return row;
  };
  switch (kind) {
    case SubjectKind::item:
      return item;
    case SubjectKind::person:
      return by(slot(EntityKind::item, "assignee"));
    case SubjectKind::project:
      return by(slot(EntityKind::item, "project"));
    case SubjectKind::team:
      return by(slot(EntityKind::item, "team"));
    case SubjectKind::sprint:
      return sprint;
    case SubjectKind::organisation:
      break;
  }
  return Row{0};
}

}  // namespace sprintd::eval
