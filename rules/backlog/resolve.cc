#include "rules/backlog/resolve.h"

#include <array>
#include <fmt/format.h>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/backlog/adopt.h"
#include "rules/backlog/check.h"
#include "rules/backlog/slots.h"
#include "rules/backlog/wording.h"
#include "rules/json/pointer.h"

namespace sprintd::backlog {
namespace {

bool is_date(FieldType type) {
  return type == FieldType::date || type == FieldType::end_date || type == FieldType::instant;
}

bool is_reference(FieldType type) { return type == FieldType::reference || type == FieldType::reference_list; }

template <typename Visit>
void for_each_written_field(Visit&& visit) {
  for (std::size_t k = 0; k < kEntityKinds; ++k) {
    const auto kind = static_cast<EntityKind>(k);
    const auto fields = fields_of(kind);
    for (std::uint16_t slot = 0; slot < fields.size(); ++slot) {
      if (fields[slot].origin == FieldOrigin::written) visit(kind, slot, fields[slot]);
    }
  }
}

void pad_all(BacklogData& data) {
  auto& organisation = data.table(EntityKind::organisation);
  if (organisation.rows == 0) organisation.rows = 1;
  for_each_written_field([&](EntityKind kind, std::uint16_t slot, const FieldInfo& field) {
    auto& table = data.table(kind);
    pad(table.columns[slot], field, table.rows);
  });
}

// The same few days come again and again, and asking the time zone for one is slow.
class DayClock {
 public:
  explicit DayClock(const TimeZone& zone) : zone_(&zone) {}

  Instant at(Instant marked, bool is_end) {
    const auto day = (static_cast<std::int64_t>(marked) - kDayMark) / kMicrosPerDay;
    auto& known = (is_end ? ends_ : starts_)[static_cast<std::size_t>(day) % kKnown];
    if (known.day != day) {
      const auto civil = utc_.civil(Instant{day * kMicrosPerDay});
      known.day = day;
      known.instant = is_end ? zone_->end_of_day(civil.year, civil.month, civil.day)
                             : zone_->start_of_day(civil.year, civil.month, civil.day);
    }
    return known.instant;
  }

 private:
  struct Known {
    std::int64_t day = table::kAbsentInteger;
    Instant instant{};
  };
  static constexpr std::size_t kKnown = 1024;

  const TimeZone* zone_;
  const TimeZone utc_;
  std::array<Known, kKnown> starts_;
  std::array<Known, kKnown> ends_;
};

void place_days(BacklogData& data) {
  DayClock clock(data.zone);
  for_each_written_field([&](EntityKind kind, std::uint16_t slot, const FieldInfo& field) {
    if (!is_date(field.type)) return;
    for (auto& instant : data.column<table::Column<Instant>>(kind, slot)) {
      if (is_marked_day(instant)) instant = clock.at(instant, field.type == FieldType::end_date);
    }
  });
}

class ReferenceResolver {
 public:
  explicit ReferenceResolver(Draft& draft) : draft_(&draft) {}

  void resolve_all() {
    for_each_written_field([&](EntityKind kind, std::uint16_t slot, const FieldInfo& field) {
      if (!is_reference(field.type)) return;
      if (field.type == FieldType::reference) {
        resolve_column(kind, slot, field);
      } else {
        resolve_lists(kind, slot, field);
      }
    });
  }

 private:
  void resolve_column(EntityKind kind, std::uint16_t slot, const FieldInfo& field) {
    const auto& ids = draft_->data.table(field.target).ids;
    auto& cells = draft_->data.references(kind, slot);
    for (Row row = 0; row < cells.size(); ++row) {
      if (table::is_absent(cells[row])) continue;
      const auto symbol = cells[row];
      cells[row] = ids.row(symbol);
      if (table::is_absent(cells[row])) report({kind, slot, row, Places::kWhole}, field, symbol);
    }
  }

  void resolve_lists(EntityKind kind, std::uint16_t slot, const FieldInfo& field) {
    const auto& ids = draft_->data.table(field.target).ids;
    auto& lists = draft_->data.lists(kind, slot);
    const auto rows = static_cast<Row>(lists.size());
    auto* next = lists.elements().data();
    for (Row row = 0; row < rows; ++row) {
      const auto size = lists.cell(row).size();
      for (std::uint32_t element = 0; element < size; ++element, ++next) {
        const auto symbol = *next;
        *next = ids.row(symbol);
        if (table::is_absent(*next)) report({kind, slot, row, element}, field, symbol);
      }
    }
  }

  struct Cell {
    EntityKind kind;
    std::uint16_t slot;
    Row row;
    std::uint32_t element;
  };

  void report(Cell cell, const FieldInfo& field, IdIndex::Symbol symbol) {
    // A file that could not be read to its end may have had the id.
    if (!draft_->is_whole) return;
    const auto span = draft_->places.find(cell.kind, cell.slot, cell.row, cell.element);
    draft_->fault(span, [&] {
      const auto id = draft_->data.table(field.target).ids.id(symbol);
      return fault_at(Code::backlog_dangling_reference, span,
                      draft_->pointer(cell.kind, cell.row, cell.slot, cell.element),
                      fmt::format("no {} has the id '{}'", spoken(field.target), shown(id)), hint(field.target, id));
    });
  }

  std::string hint(EntityKind target, std::string_view id) {
    const auto& candidates = candidates_of(target);
    if (!candidates.empty()) return suggestion(id, candidates);
    const bool is_of_organisation = target < EntityKind::sprint;
    if (is_of_organisation && !draft_->has_organisation) return "no organisation was given";
    return fmt::format("there are no {} at all", plural(target));
  }

  const std::vector<std::string_view>& candidates_of(EntityKind kind) {
    const auto [known, is_new] = candidates_.try_emplace(static_cast<int>(kind));
    const auto& ids = draft_->data.table(kind).ids;
    for (IdIndex::Symbol symbol = 0; is_new && symbol < ids.size(); ++symbol) {
      if (ids.row(symbol) != table::kNoRow) known->second.push_back(ids.id(symbol));
    }
    return known->second;
  }

  Draft* draft_;
  std::unordered_map<int, std::vector<std::string_view>> candidates_;
};

}  // namespace

std::string Draft::pointer(EntityKind kind, Row row, std::uint16_t slot, std::uint32_t element) const {
  auto pointer = pointer_of(data, kind, row);
  json::append_pointer(pointer, fields_of(kind)[slot].name);
  if (element != Places::kWhole) json::append_pointer(pointer, std::size_t{element});
  return pointer;
}

void resolve(Draft& draft, const std::shared_ptr<const BacklogData>& base) {
  const bool adopts = base != nullptr && !draft.has_organisation;
  if (adopts) {
    adopt_ids(*base, draft.data);
    draft.has_organisation = true;
  }
  pad_all(draft.data);
  ReferenceResolver(draft).resolve_all();
  if (adopts) adopt_rows(base, draft.data);
  place_days(draft.data);
  check_periods(draft);
  check_levels(draft);
  check_cycles(draft);
}

}  // namespace sprintd::backlog
