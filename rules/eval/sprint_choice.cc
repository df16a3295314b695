#include "rules/eval/sprint_choice.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "rules/base/suggest.h"
#include "rules/eval/subjects.h"

namespace sprintd::eval {
namespace {

using backlog::slot;

constexpr std::size_t kMostCandidates = 10'000;  // more are not searched for a similar id
constexpr std::size_t kMostNamed = 8;

bool is_closed(const backlog::Backlog& backlog, Row sprint) {
  return cells<std::string_view>(backlog, EntityKind::sprint, slot(EntityKind::sprint, "state"))[sprint] == "closed";
}

std::vector<Row> open_sprints(const backlog::Backlog& backlog) {
  auto sprints = all_rows(backlog, EntityKind::sprint);
  std::erase_if(sprints, [&](Row sprint) { return is_closed(backlog, sprint); });
  return sprints;
}

// Sprints in which every item is or was, of the items that are or were in any.
std::vector<Row> shared_sprints(const backlog::Backlog& backlog) {
  const auto& now_in = references(backlog, EntityKind::item, slot(EntityKind::item, "sprint"));
  const auto& was_in = row_lists(backlog, EntityKind::item, slot(EntityKind::item, "past_sprints"));
  auto shared = all_rows(backlog, EntityKind::sprint);
  for (Row item = 0; item < backlog.rows(EntityKind::item); ++item) {
    const auto past = was_in.cell(item);
    if (table::is_absent(now_in[item]) && past.empty()) continue;
    std::erase_if(shared,
                  [&](Row sprint) { return sprint != now_in[item] && std::ranges::find(past, sprint) == past.end(); });
  }
  return shared;
}

void sort_by_start(const backlog::Backlog& backlog, std::vector<Row>& sprints) {
  const auto& starts = cells<Instant>(backlog, EntityKind::sprint, slot(EntityKind::sprint, "starts"));
  std::ranges::sort(sprints, {}, [&](Row sprint) {
    return std::tuple(table::is_absent(starts[sprint]), starts[sprint], backlog.id(EntityKind::sprint, sprint));
  });
}

Error not_chosen(const backlog::Backlog& backlog, const std::vector<Row>& candidates) {
  auto sprints = candidates.empty() ? all_rows(backlog, EntityKind::sprint) : candidates;
  sort_by_start(backlog, sprints);
  std::vector<std::string_view> ids;
  for (const Row sprint : sprints) ids.push_back(backlog.id(EntityKind::sprint, sprint));
  const bool cut = ids.size() > kMostNamed;
  if (cut) ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(kMostNamed));
  return {Code::sprint_not_chosen,
          fmt::format("all sprints are closed and the items {}; name one of {}{}",
                      candidates.empty() ? "share none" : "share several", cut ? "..., " : "", fmt::join(ids, ", "))};
}

}  // namespace

std::string nobody_has(const backlog::Backlog& backlog, EntityKind kind, std::string_view id) {
  std::vector<std::string_view> ids;
  if (backlog.rows(kind) <= kMostCandidates) {
    for (Row row = 0; row < backlog.rows(kind); ++row) ids.push_back(backlog.id(kind, row));
  }
  const auto nearest = suggest(id, ids);
  return fmt::format("no {} '{}'{}", backlog::entity_name(kind), id,
                     nearest ? fmt::format("; did you mean '{}'?", *nearest) : std::string());
}

Result<Row> find_sprint(const backlog::Backlog& backlog, std::string_view id) {
  if (const auto row = backlog.find(EntityKind::sprint, id)) return *row;
  return std::unexpected(Error{Code::sprint_unknown, nobody_has(backlog, EntityKind::sprint, id)});
}

std::optional<Row> only_open_sprint(const backlog::Backlog& backlog) {
  const auto open = open_sprints(backlog);
  return open.size() == 1 ? std::optional(open.front()) : std::nullopt;
}

Result<std::vector<Row>> choose_sprints(const backlog::Backlog& backlog, const std::vector<std::string>& named) {
  std::vector<Row> sprints;
  for (const auto& id : named) {
    const auto row = find_sprint(backlog, id);
    if (!row) return std::unexpected(row.error());
    if (std::ranges::find(sprints, *row) == sprints.end()) sprints.push_back(*row);
  }
  if (named.empty()) sprints = open_sprints(backlog);
  if (sprints.empty() && backlog.rows(EntityKind::sprint) > 0) {
    sprints = shared_sprints(backlog);
    if (sprints.size() != 1) return std::unexpected(not_chosen(backlog, sprints));
  }
  sort_by_start(backlog, sprints);
  return sprints;
}

}  // namespace sprintd::eval
