// The command that prints what the owner of packs adds to the list of sign-offs.

#include "cli/command.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "rules/engine/sign_off_list.h"

namespace sprintd::cli {

Exit run_sign(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const engine::Engine engine;
  // Without the list itself: the packs are about to be added to it.
  auto unsigned_yet = arguments;
  unsigned_yet.signed_off.clear();
  const auto rules = load_rules(engine, arguments.files, unsigned_yet, process, show);
  if (!rules) return rules.error();
  return show.print({}, engine::sign_off_list(**rules, arguments.person), Exit::clean);
}

}  // namespace sprintd::cli
