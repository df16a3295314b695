#include "rules/backlog/check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "rules/backlog/cycles.h"
#include "rules/backlog/slots.h"
#include "rules/backlog/wording.h"

namespace sprintd::backlog {
namespace {

using Strings = table::Column<std::string_view>;

struct Period {
  EntityKind kind;
  std::uint16_t start;
  std::uint16_t end;
};

consteval Period days(EntityKind kind) { return {kind, slot(kind, "starts"), slot(kind, "ends")}; }
consteval Period record(EntityKind kind) { return {kind, slot(kind, "from"), slot(kind, "until")}; }

constexpr std::array kPeriods{days(EntityKind::project),       days(EntityKind::sprint),
                              record(EntityKind::time_off),    record(EntityKind::role_period),
                              record(EntityKind::lead_period), record(EntityKind::delegation),
                              record(EntityKind::agreement)};

void check_period(Draft& draft, const Period& period) {
  const auto& starts = draft.data.column<table::Column<Instant>>(period.kind, period.start);
  const auto& ends = draft.data.column<table::Column<Instant>>(period.kind, period.end);
  for (Row row = 0; row < starts.size(); ++row) {
    if (table::is_absent(starts[row]) || table::is_absent(ends[row]) || starts[row] <= ends[row]) continue;
    const auto place = draft.places.find(period.kind, period.end, row);
    draft.fault(place, [&] {
      const auto fields = fields_of(period.kind);
      auto fault = fault_at(Code::backlog_end_before_start, place, draft.pointer(period.kind, row, period.end),
                            fmt::format("'{}' is before '{}'", fields[period.end].name, fields[period.start].name));
      fault.notes.push_back({draft.places.find(period.kind, period.start, row), "the start"});
      return fault;
    });
  }
}

// Levels of people and of the roles they had.
class LevelCheck {
 public:
  explicit LevelCheck(Draft& draft) : draft_(&draft) {
    for (const auto& [track, rungs] : draft.data.ladder.tracks) {
      for (const auto& rung : rungs) rungs_.push_back(rung);
    }
  }

  void check(EntityKind kind, std::uint16_t track_slot, std::uint16_t level_slot) {
    const auto& tracks = draft_->data.column<Strings>(kind, track_slot);
    const auto& levels = draft_->data.column<Strings>(kind, level_slot);
    for (Row row = 0; row < levels.size(); ++row) {
      if (table::is_absent(levels[row])) continue;
      if (table::is_absent(tracks[row])) {
        if (!is_rung(levels[row])) report(kind, level_slot, row, "any track", rungs_);
        continue;
      }
      const auto rungs = rungs_of(tracks[row]);
      if (std::ranges::find(rungs, levels[row]) != rungs.end()) continue;
      report(kind, level_slot, row, fmt::format("the track {}", tracks[row]), rungs);
    }
  }

  void check_goals(std::uint16_t goal_slot) {
    const auto& goals = draft_->data.column<Strings>(EntityKind::person, goal_slot);
    const auto choices = fields_of(EntityKind::person)[slot(EntityKind::person, "track")].choices;
    std::vector<std::string_view> candidates(choices.begin(), choices.end());
    candidates.insert(candidates.end(), rungs_.begin(), rungs_.end());
    for (Row row = 0; row < goals.size(); ++row) {
      if (table::is_absent(goals[row]) || std::ranges::find(candidates, goals[row]) != candidates.end()) continue;
      report(EntityKind::person, goal_slot, row, "any track, nor a track", candidates);
    }
  }

 private:
  [[nodiscard]] bool is_rung(std::string_view level) const { return std::ranges::find(rungs_, level) != rungs_.end(); }

  [[nodiscard]] std::vector<std::string_view> rungs_of(std::string_view track) const {
    const auto found = draft_->data.ladder.tracks.find(track);
    if (found == draft_->data.ladder.tracks.end()) return {};
    return {found->second.begin(), found->second.end()};
  }

  void report(EntityKind kind, std::uint16_t level_slot, Row row, std::string_view where,
              std::span<const std::string_view> candidates) {
    const auto place = draft_->places.find(kind, level_slot, row);
    draft_->fault(place, [&] {
      const auto level = draft_->data.column<Strings>(kind, level_slot)[row];
      return fault_at(Code::backlog_unknown_level, place, draft_->pointer(kind, row, level_slot),
                      fmt::format("'{}' is not a rung of {}", shown(level), where), suggestion(level, candidates));
    });
  }

  Draft* draft_;
  std::vector<std::string_view> rungs_;
};

struct Relation {
  EntityKind kind;
  std::uint16_t slot;
  std::string_view sentence;  // "items wait for each other"
};

// The path by ids, cut where it is long: "a -> b -> a".
std::string path_of(const Draft& draft, EntityKind kind, const std::vector<Row>& cycle) {
  constexpr std::size_t kLongest = 12;
  const auto& ids = draft.data.column<Strings>(kind, 0);
  std::string path;
  for (std::size_t i = 0; i < std::min(cycle.size(), kLongest); ++i)
    path += fmt::format("{} -> ", shown(ids[cycle[i]]));
  if (cycle.size() > kLongest) path += fmt::format("{} more -> ", cycle.size() - kLongest);
  return path + shown(ids[cycle.front()]);
}

void check_relation(Draft& draft, const Relation& relation) {
  const bool is_list = fields_of(relation.kind)[relation.slot].type == FieldType::reference_list;
  const auto successors = [&](Row row) -> std::span<const Row> {
    if (is_list) return draft.data.lists(relation.kind, relation.slot).cell(row);
    return std::span(draft.data.references(relation.kind, relation.slot)).subspan(row, 1);
  };
  const auto place_of_step = [&](Row from, Row to) {
    const auto targets = successors(from);
    const auto element = static_cast<std::uint32_t>(std::ranges::find(targets, to) - targets.begin());
    return draft.places.find(relation.kind, relation.slot, from, is_list ? element : Places::kWhole);
  };
  for (const auto& cycle : find_cycles(draft.data.table(relation.kind).rows, successors)) {
    const auto place = place_of_step(cycle.front(), cycle[cycle.size() > 1 ? 1 : 0]);
    draft.fault(place, [&] {
      constexpr std::size_t kMostNotes = 8;
      auto fault = fault_at(Code::backlog_cycle, place, draft.pointer(relation.kind, cycle.front(), relation.slot),
                            fmt::format("{}: {}", relation.sentence, path_of(draft, relation.kind, cycle)));
      for (std::size_t i = 1; i < std::min(cycle.size(), kMostNotes); ++i) {
        fault.notes.push_back({place_of_step(cycle[i], cycle[(i + 1) % cycle.size()]), "and here"});
      }
      return fault;
    });
  }
}

}  // namespace

void check_periods(Draft& draft) {
  for (const auto& period : kPeriods) check_period(draft, period);
}

void check_levels(Draft& draft) {
  if (draft.data.ladder.tracks.empty()) return;
  LevelCheck levels(draft);
  constexpr auto kPerson = EntityKind::person;
  constexpr auto kRole = EntityKind::role_period;
  levels.check(kPerson, slot(kPerson, "track"), slot(kPerson, "level"));
  levels.check(kRole, slot(kRole, "track"), slot(kRole, "level"));
  levels.check_goals(slot(kPerson, "goal"));
}

void check_cycles(Draft& draft) {
  constexpr auto kItem = EntityKind::item;
  constexpr auto kPerson = EntityKind::person;
  check_relation(draft, {kItem, slot(kItem, "blocked_by"), "items wait for each other"});
  check_relation(draft, {kItem, slot(kItem, "parent"), "items are parts of each other"});
  check_relation(draft, {kPerson, slot(kPerson, "manager"), "people report to each other"});
}

}  // namespace sprintd::backlog
