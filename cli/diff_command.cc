// The command that shows what another version of the packs changes.

#include <utility>

#include "cli/ask.h"
#include "cli/command.h"
#include "cli/input_files.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "rules/change/report_change.h"

namespace sprintd::cli {
namespace {

std::expected<engine::BacklogPtr, Exit> load_one(const Arguments& arguments, const Process& process,
                                                 const engine::Engine& engine, Show& show) {
  auto choice = read_backlog(arguments, process, engine, show);
  if (!choice) return std::unexpected(choice.error());
  auto loaded = engine.load_backlog(std::move(choice->documents));
  if (!loaded.backlog) return std::unexpected(show.faults(loaded.diagnostics, loaded.sources, Exit::input));
  return std::move(loaded.backlog);
}

// Both versions of the packs fit the organisation of the backlog.
std::optional<Exit> misfit(const engine::Engine& engine, const engine::BacklogPtr& backlog,
                           std::initializer_list<engine::RuleSetPtr> versions, Show& show) {
  for (const auto& rules : versions) {
    const auto misfits = engine.meet(*rules, *backlog);
    if (!misfits.empty()) return show.faults(misfits, rules->sources, Exit::usage);
  }
  return std::nullopt;
}

}  // namespace

Exit run_diff(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  if (arguments.files.empty()) {
    return show.fault({Code::usage_invalid, "no backlog to compare on: name one with --backlog FILE"}, Exit::usage);
  }
  const engine::Engine engine;
  const auto before = load_rules(engine, {arguments.old_packs}, arguments, process, show);
  if (!before) return before.error();
  const auto after = load_rules(engine, {arguments.new_packs}, arguments, process, show);
  if (!after) return after.error();

  change::CompareOptions options;
  options.sprints = arguments.sprints;
  change::Comparison comparison(engine, *before, *after, std::move(options));
  for (const auto& file : arguments.files) {
    auto alone = arguments;
    alone.files = {file};
    const auto backlog = load_one(alone, process, engine, show);
    if (!backlog) return backlog.error();
    if (const auto exit = misfit(engine, *backlog, {*before, *after}, show)) return *exit;
    const auto text = as_of(arguments, process);
    const auto time = engine::read_as_of(text, (*backlog)->zone());
    if (!time) {
      return show.fault({Code::as_of_invalid, "'" + text + "' is no time: give a day (2026-03-02) or an instant"},
                        Exit::usage);
    }
    if (const auto added = comparison.add(file, *backlog, *time); !added) return show.fault(added.error(), Exit::usage);
  }

  const auto changes = comparison.result();
  auto exit = changes.incomplete ? Exit::usage : changes.any() ? Exit::findings : Exit::clean;
  for (const auto& output : arguments.outputs) {
    exit = worse(exit, show.print(output, change::write_changes(changes, output.format, show.style(output)), exit));
  }
  return exit;
}

}  // namespace sprintd::cli
