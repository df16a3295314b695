#include "cli/rules_at_hand.h"

#include <utility>

#include "rules/engine/pack_files.h"

namespace sprintd::cli {

std::vector<std::string> pack_places(const Arguments& arguments, const Process& process) {
  return engine::pack_places(arguments.packs, process.variable("SPRINTD_PACKS").value_or(""), process.program.string());
}

std::expected<engine::RuleSetPtr, Exit> load_rules(const engine::Engine& engine, const std::vector<std::string>& places,
                                                   Show& show) {
  auto texts = engine::read_packs(places);
  if (!texts) return std::unexpected(show.fault(texts.error(), Exit::usage));
  auto loaded = engine.load_packs(std::move(*texts));
  if (!loaded.rules) return std::unexpected(show.faults(loaded.diagnostics, loaded.sources, Exit::usage));
  return std::move(loaded.rules);
}

}  // namespace sprintd::cli
