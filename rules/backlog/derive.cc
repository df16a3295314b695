#include "rules/backlog/derive.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "rules/backlog/id_order.h"
#include "rules/backlog/slots.h"

namespace sprintd::backlog {
namespace {

using enum EntityKind;
using Reals = table::Column<double>;
using Strings = table::Column<std::string_view>;
using Instants = table::Column<Instant>;
using Lists = BacklogData::Lists;

// Gathers sources by target. `each(add)` calls add(target, source) source by source, twice the same way; absent
// targets and repetitions are left out.
template <typename Each>
Lists gather(Row targets, Each&& each) {
  std::vector<std::uint32_t> ends(std::size_t{targets} + 1, 0);
  std::vector<Row> last(targets, table::kNoRow);
  const auto for_each_pair = [&](auto&& use) {
    std::ranges::fill(last, table::kNoRow);
    each([&](Row target, Row source) {
      if (table::is_absent(target) || last[target] == source) return;
      last[target] = source;
      use(target, source);
    });
  };
  for_each_pair([&](Row target, Row) { ++ends[target + 1]; });
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<Row> elements(ends.back());
  auto next = ends;
  for_each_pair([&](Row target, Row source) { elements[next[target]++] = source; });
  return {std::move(ends), std::move(elements)};
}

// Cells of distinct rows in the order of their ids, from rows in any order, some of them absent.
struct DistinctRows {
  explicit DistinctRows(const IdOrder& by_id) : order(by_id), is_found(by_id.rows().size()) {}

  void add(Row row) {
    if (table::is_absent(row) || is_found[row]) return;
    is_found[row] = true;
    found.push_back(row);
  }
  void end_cell() {
    std::ranges::sort(found, {}, [&](Row row) { return order.rank(row); });
    for (const auto row : found) {
      cells.add(row);
      is_found[row] = false;
    }
    cells.end_cell();
    found.clear();
  }

  const IdOrder& order;
  Lists cells;
  std::vector<bool> is_found;
  std::vector<Row> found;
};

class Derivation {
 public:
  explicit Derivation(Draft& draft) : draft_(&draft), data_(&draft.data) {}

  void run() {
    default_sprints();
    default_teams();
    add_current_leads();
    derive_people();
    derive_teams();
    derive_projects();
    derive_items();
    derive_sprints();
    derive_organisation();
  }

 private:
  [[nodiscard]] Row rows(EntityKind kind) const { return data_->table(kind).rows; }
  const IdOrder& by_id(EntityKind kind) {
    auto& order = orders_[static_cast<std::size_t>(kind)];
    if (!order) {
      const bool has_ids = find_field(kind, "id").has_value();
      order = has_ids ? IdOrder(data_->column<Strings>(kind, *find_field(kind, "id"))) : IdOrder(rows(kind));
    }
    return *order;
  }
  BacklogData::References& references(EntityKind kind, std::uint16_t slot) { return data_->references(kind, slot); }
  Lists& lists(EntityKind kind, std::uint16_t slot) { return data_->lists(kind, slot); }

  // The rows of `kind` that refer to each row of the target.
  Lists referring(EntityKind kind, std::uint16_t slot) {
    const auto& cells = references(kind, slot);
    return gather(rows(fields_of(kind)[slot].target), [&](auto&& add) {
      for (const Row row : by_id(kind).rows()) add(cells[row], row);
    });
  }

  void default_sprints() {
    auto& sprints = references(item, slot(item, "sprint"));
    if (!draft_->uses_sprint || draft_->uses_sprints || rows(sprint) != 1) return;
    const bool any = std::ranges::any_of(sprints, [](Row row) { return !table::is_absent(row); });
    if (!any) std::ranges::fill(sprints, 0);
  }

  void default_teams() {
    auto& teams = references(item, slot(item, "team"));
    const auto& projects = references(item, slot(item, "project"));
    const auto& sprints = references(item, slot(item, "sprint"));
    const auto& project_teams = references(project, slot(project, "team"));
    const auto& sprint_teams = references(sprint, slot(sprint, "team"));
    for (Row row = 0; row < teams.size(); ++row) {
      if (!table::is_absent(teams[row])) continue;
      if (!table::is_absent(projects[row])) teams[row] = project_teams[projects[row]];
      if (table::is_absent(teams[row]) && !table::is_absent(sprints[row])) teams[row] = sprint_teams[sprints[row]];
    }
  }

  // A project whose history does not list its lead as the last or as an open period gets a period for the lead, of
  // which only person and project are known.
  void add_current_leads() {
    auto& periods = data_->table(lead_period);
    auto& people = references(lead_period, slot(lead_period, "person"));
    auto& projects = references(lead_period, slot(lead_period, "project"));
    const auto& untils = data_->column<Instants>(lead_period, slot(lead_period, "until"));
    const auto& leads = references(project, slot(project, "lead"));
    const auto& histories = lists(project, slot(project, "lead_history"));
    projects.assign(periods.rows, table::kNoRow);
    for (Row row = 0; row < rows(project); ++row) {
      const auto history = histories.cell(row);
      for (const auto period : history) projects[period] = row;
      const auto lists_lead = [&](Row period) {
        return people[period] == leads[row] && (period == history.back() || table::is_absent(untils[period]));
      };
      if (table::is_absent(leads[row]) || std::ranges::any_of(history, lists_lead)) continue;
      people.push_back(leads[row]);
      projects.push_back(row);
      ++periods.rows;
    }
    const auto fields = fields_of(lead_period);
    for (std::size_t field = 0; field < fields.size(); ++field)
      pad(periods.columns[field], fields[field], periods.rows);
  }

  void derive_people() {
    lists(person, slot(person, "reports")) = referring(person, slot(person, "manager"));
    lists(person, slot(person, "leads")) = referring(project, slot(project, "lead"));
    derive_led();
    lists(person, slot(person, "agreements")) = referring(agreement, slot(agreement, "who"));
    const auto& managers = references(team, slot(team, "engineering_manager"));
    const auto& product_managers = references(team, slot(team, "product_manager"));
    const auto& tech_leads = lists(team, slot(team, "tech_leads"));
    const auto& members = lists(team, slot(team, "members"));
    lists(person, slot(person, "teams")) = gather(rows(person), [&](auto&& add) {
      for (const Row row : by_id(team).rows()) {
        add(managers[row], row);
        add(product_managers[row], row);
        for (const auto lead : tech_leads.cell(row)) add(lead, row);
        for (const auto member : members.cell(row)) add(member, row);
      }
    });
    derive_seniority();
  }

  // By project, then in the order of its history; a period that was added for the current lead comes last.
  void derive_led() {
    const auto& people = references(lead_period, slot(lead_period, "person"));
    const auto& projects = references(lead_period, slot(lead_period, "project"));
    std::vector<Row> periods = by_id(lead_period).rows();
    std::ranges::sort(periods, {},
                      [&](Row period) { return std::pair(by_id(project).rank(projects[period]), period); });
    lists(person, slot(person, "led")) = gather(rows(person), [&](auto&& add) {
      for (const Row period : periods) add(people[period], period);
    });
  }

  void derive_seniority() {
    const auto& levels = data_->column<Strings>(person, slot(person, "level"));
    const auto& tracks = data_->column<Strings>(person, slot(person, "track"));
    auto& seniority = data_->column<table::Column<std::int64_t>>(person, slot(person, "seniority"));
    seniority.assign(rows(person), table::kAbsentInteger);
    for (Row row = 0; row < rows(person); ++row) {
      if (table::is_absent(levels[row])) continue;
      for (const auto& [track, rungs] : data_->ladder.tracks) {
        const auto rung = std::ranges::find(rungs, levels[row]);
        const bool is_other_track = !table::is_absent(tracks[row]) && tracks[row] != track;
        if (rung != rungs.end() && !is_other_track) seniority[row] = rung - rungs.begin() + 1;
      }
    }
  }

  void derive_teams() {
    lists(team, slot(team, "projects")) = referring(project, slot(project, "team"));
    lists(team, slot(team, "items")) = referring(item, slot(item, "team"));
  }

  void derive_projects() {
    lists(project, slot(project, "items")) = referring(item, slot(item, "project"));
    references(project, slot(project, "contact")) = references(project, slot(project, "lead"));
  }

  void derive_items() {
    const auto& blockers = lists(item, slot(item, "blocked_by"));
    lists(item, slot(item, "blocks")) = gather(rows(item), [&](auto&& add) {
      for (const Row row : by_id(item).rows()) {
        for (const auto blocker : blockers.cell(row)) add(blocker, row);
      }
    });
    lists(item, slot(item, "subtasks")) = referring(item, slot(item, "parent"));
  }

  void derive_sprints() {
    auto& items = lists(sprint, slot(sprint, "items"));
    items = referring(item, slot(item, "sprint"));
    const auto& item_projects = references(item, slot(item, "project"));
    const auto& assignees = references(item, slot(item, "assignee"));
    const auto& points = data_->column<Reals>(item, slot(item, "points"));
    const auto& teams = references(sprint, slot(sprint, "team"));
    const auto& members = lists(team, slot(team, "members"));
    DistinctRows projects(by_id(project));
    DistinctRows people(by_id(person));
    Reals committed;
    for (Row row = 0; row < rows(sprint); ++row) {
      double sum = 0;
      for (const auto one : items.cell(row)) {
        projects.add(item_projects[one]);
        people.add(assignees[one]);
        sum += points[one];  // absent is NaN, and a sum with it stays so
      }
      if (!table::is_absent(teams[row])) {
        for (const auto member : members.cell(teams[row])) people.add(member);
      }
      projects.end_cell();
      people.end_cell();
      committed.push_back(sum);
    }
    lists(sprint, slot(sprint, "projects")) = std::move(projects.cells);
    lists(sprint, slot(sprint, "people")) = std::move(people.cells);
    data_->column<Reals>(sprint, slot(sprint, "committed")) = std::move(committed);
  }

  void derive_organisation() {
    const auto all_of = [&](EntityKind kind) {
      Lists cells;
      for (const Row row : by_id(kind).rows()) cells.add(row);
      cells.end_cell();
      return cells;
    };
    lists(organisation, slot(organisation, "people")) = all_of(person);  // pages may have brought some
    lists(organisation, slot(organisation, "teams")) = all_of(team);
    lists(organisation, slot(organisation, "projects")) = all_of(project);
    lists(organisation, slot(organisation, "sprints")) = all_of(sprint);
    lists(organisation, slot(organisation, "items")) = all_of(item);
  }

  Draft* draft_;
  BacklogData* data_;
  std::array<std::optional<IdOrder>, kEntityKinds> orders_;
};

}  // namespace

void derive(Draft& draft) { Derivation(draft).run(); }

}  // namespace sprintd::backlog
