// The commands that ask about a backlog: audit, may, eval.

#include "cli/ask.h"
#include "cli/command.h"
#include "cli/input_files.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"

namespace sprintd::cli {

Exit run_audit(const Arguments& arguments, Process& process) {
  engine::AuditRequest request;
  request.sprints = arguments.sprints;
  return ask(arguments, process, std::move(request));
}

Exit run_may(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  if (arguments.sprints.size() > 1) {
    return show.fault({Code::usage_invalid, "a decision is about one sprint: give --sprint once"}, Exit::usage);
  }
  engine::DecisionRequest request;
  request.questions.push_back({.person = arguments.person,
                               .action = arguments.action,
                               .item = arguments.item,
                               .sprint = arguments.sprints.empty() ? "" : arguments.sprints.front()});
  return ask(arguments, process, std::move(request));
}

Exit run_eval(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const engine::Engine engine;
  auto choice = read_backlog(arguments, process, engine, show);
  if (!choice) return choice.error();
  const auto loaded = engine.load_backlog(std::move(choice->documents));
  if (!loaded.backlog) return show.faults(loaded.diagnostics, loaded.sources, Exit::input);
  const auto now = engine::read_as_of(as_of(arguments, process), loaded.backlog->zone());
  if (!now) {
    return show.fault({Code::as_of_invalid, "'" + arguments.as_of + "' is no time"}, Exit::usage);
  }
  // Packs are here for item.queue alone: without any, that is unknown.
  engine::RuleSetPtr rules;
  if (const auto places = pack_places(arguments, process); !places.empty()) {
    auto with_packs = load_rules(engine, places, arguments, process, show);
    if (!with_packs) return with_packs.error();
    rules = std::move(*with_packs);
  }
  const auto value = engine.evaluate(arguments.expression, loaded.backlog, rules, arguments.item, *now);
  if (!value.diagnostics.empty()) return show.faults(value.diagnostics, value.sources, Exit::usage);
  return show.print({}, value.text + "\n", Exit::clean);
}

}  // namespace sprintd::cli
