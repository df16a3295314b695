// Engine::evaluate: one expression over a backlog, for people who try things out.

#include <fmt/format.h>
#include <utility>
#include <variant>

#include "rules/engine/engine.h"
#include "rules/eval/context.h"
#include "rules/eval/sprint_choice.h"
#include "rules/eval/verdict_wording.h"
#include "rules/lang/compiler.h"
#include "rules/report/display_width.h"
#include "rules/ruleset/scopes.h"

namespace sprintd::engine {
namespace {

using backlog::EntityKind;
using ruleset::Slot;
using table::Row;

constexpr std::string_view kExpressionName = "<expression>";

Row reference(const backlog::Backlog& backlog, Row item, std::string_view field) {
  const auto slot = backlog::find_field(EntityKind::item, field);
  if (!slot) return table::kNoRow;
  const auto* column = std::get_if<table::Column<Row>>(&backlog.column(EntityKind::item, *slot));
  return column == nullptr ? table::kNoRow : (*column)[item];
}

void set_or_unknown(eval::Context& context, Slot variable, EntityKind kind, Row item, std::string_view field) {
  const auto row = reference(context.backlog(), item, field);
  if (row != table::kNoRow) {
    context.set(variable, kind, row);
    return;
  }
  const auto slot = backlog::find_field(EntityKind::item, field);
  context.set_unknown(variable, {static_cast<lang::EntityType>(EntityKind::item), slot.value_or(0), item});
}

void choose_sprint(eval::Context& context, Row item) {
  const auto& backlog = context.backlog();
  auto sprint = item == table::kNoRow ? table::kNoRow : reference(backlog, item, "sprint");
  if (sprint == table::kNoRow) sprint = eval::only_open_sprint(backlog).value_or(table::kNoRow);
  if (sprint == table::kNoRow && backlog.rows(EntityKind::sprint) == 1) sprint = 0;
  if (sprint != table::kNoRow) context.set_sprint(sprint);
}

lang::Environment environment(const ruleset::Scopes& scopes, const lang::Definitions& none, bool has_item) {
  return has_item ? scopes.with({Slot::item, Slot::person, Slot::project, Slot::team}, none) : scopes.with({}, none);
}

}  // namespace

Engine::Evaluated Engine::evaluate(std::string expression, const BacklogPtr& backlog, const RuleSetPtr& rules,
                                   std::string_view item, Instant now) const {
  Evaluated result;
  Diagnostics faults;
  const auto fail = [&] {
    result.diagnostics = faults.sorted();
    return std::move(result);
  };
  const auto file = result.sources.add(std::string(kExpressionName), std::move(expression));
  if (!file) {
    faults.add(file.error().code, {}, file.error().message);
    return fail();
  }
  const bool has_item = !item.empty();
  const Row item_row = has_item ? backlog->find(EntityKind::item, item).value_or(table::kNoRow) : table::kNoRow;
  if (has_item && item_row == table::kNoRow) {
    faults.add(Code::item_unknown, {}, eval::nobody_has(*backlog, EntityKind::item, item));
    return fail();
  }

  const auto text = result.sources.text(*file);
  const auto origin = Origin::verbatim(*file, 0, static_cast<std::uint32_t>(text.size()));
  const ruleset::Scopes scopes(schema_);
  const lang::Definitions none;
  const auto scope = environment(scopes, none, has_item);
  const auto program = lang::compile({text, &origin}, scope, {.type = std::nullopt, .what = {}}, faults);
  if (!program) return fail();

  eval::Context context(rules.get(), *backlog);
  context.set_now(now);
  choose_sprint(context, item_row);
  if (has_item) {
    context.set(Slot::item, EntityKind::item, item_row);
    set_or_unknown(context, Slot::person, EntityKind::person, item_row, "assignee");
    set_or_unknown(context, Slot::project, EntityKind::project, item_row, "project");
    set_or_unknown(context, Slot::team, EntityKind::team, item_row, "team");
  }
  const auto value = context.run(program);
  if (value.is(lang::Value::Kind::error)) {
    faults.add(Code::evaluation_failed, value.error->span, std::string(value.error->message));
    return fail();
  }
  if (value.is(lang::Value::Kind::unknown)) {
    const auto absent = eval::absent_field(*backlog, value.field());
    result.text = fmt::format("unknown: {} of {} is absent", absent.field, absent.subject);
  } else {
    result.text = lang::to_text(value, context.facts());
  }
  result.diagnostics = faults.sorted();
  result.text = report::printable(result.text);  // values come from trackers: they must not steer the terminal
  return result;
}

}  // namespace sprintd::engine
