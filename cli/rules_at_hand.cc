#include "cli/rules_at_hand.h"

#include <fmt/format.h>
#include <utility>

#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

namespace sprintd::cli {

std::vector<std::string> pack_places(const Arguments& arguments, const Process& process) {
  return engine::pack_places(arguments.packs, process.variable("SPRINTD_PACKS").value_or(""), process.program.string());
}

Result<ruleset::PackSettings> pack_settings(const Arguments& arguments) {
  ruleset::PackSettings settings;
  for (const auto& text : arguments.parameters) {
    auto setting = ruleset::parse_setting(text);
    if (!setting) {
      return std::unexpected(Error{Code::usage_invalid, fmt::format("--param {}: write NAME=VALUE", text)});
    }
    settings.parameters.push_back(std::move(*setting));
  }
  if (!arguments.signed_off.empty()) {
    auto text = read_file(arguments.signed_off);
    if (!text) return std::unexpected(text.error());
    settings.sign_offs = ruleset::PackText{arguments.signed_off, std::move(*text)};
  }
  return settings;
}

Result<std::vector<ruleset::PackText>> read_packs(const std::vector<std::string>& places, const Process& process) {
  auto texts = engine::read_packs(places);
  if (texts) engine::add_imports(*texts, pack_places({}, process));
  return texts;
}

std::expected<engine::RuleSetPtr, Exit> load_rules(const engine::Engine& engine, const std::vector<std::string>& places,
                                                   const Arguments& arguments, const Process& process, Show& show) {
  const auto settings = pack_settings(arguments);
  if (!settings) return std::unexpected(show.fault(settings.error(), Exit::usage));
  auto texts = read_packs(places, process);
  if (!texts) return std::unexpected(show.fault(texts.error(), Exit::usage));
  auto loaded = engine.load_packs(std::move(*texts), *settings);
  if (!loaded.rules) return std::unexpected(show.faults(loaded.diagnostics, loaded.sources, Exit::usage));
  return std::move(loaded.rules);
}

}  // namespace sprintd::cli
