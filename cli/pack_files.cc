#include "cli/pack_files.h"

#include <algorithm>
#include <array>

#include "rules/base/files.h"

namespace sprintd::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split_at_colons(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(':'), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

std::vector<std::string> pack_places(const Arguments& arguments, const Process& process) {
  if (!arguments.packs.empty()) return arguments.packs;
  if (auto named = split_at_colons(process.variable("SPRINTD_PACKS").value_or("")); !named.empty()) return named;
  constexpr std::array<std::string_view, 3> kBesideProgram = {"../share/sprintd/packs", "../../etc/packs",
                                                              "../../../etc/packs"};
  std::vector<fs::path> shipped = {"/etc/sprintd/packs"};
  for (const auto relative : kBesideProgram) {
    shipped.push_back((process.program.parent_path() / relative).lexically_normal());
  }
  std::error_code ignored;
  const auto there = std::ranges::find_if(shipped, [&](const auto& path) { return fs::is_directory(path, ignored); });
  return there == shipped.end() ? std::vector<std::string>() : std::vector<std::string>{there->string()};
}

Result<std::vector<ruleset::PackText>> read_packs(const std::vector<std::string>& places) {
  std::vector<ruleset::PackText> texts;
  for (const auto& place : places) {
    auto files = place == "-" ? Result<std::vector<std::string>>({place}) : list_yaml(place);
    if (!files) return std::unexpected(files.error());
    for (auto& file : *files) {
      auto text = read_file(file);
      if (!text) return std::unexpected(text.error());
      texts.push_back({std::move(file), std::move(*text)});
    }
  }
  return texts;
}

std::expected<engine::RuleSetPtr, Exit> load_rules(const engine::Engine& engine, const std::vector<std::string>& places,
                                                   Show& show) {
  auto texts = read_packs(places);
  if (!texts) return std::unexpected(show.fault(texts.error(), Exit::usage));
  if (texts->empty()) {
    return std::unexpected(
        show.fault({Code::packs_missing, "no rule packs found; name some with --packs"}, Exit::usage));
  }
  auto loaded = engine.load_packs(std::move(*texts));
  if (!loaded.rules) return std::unexpected(show.faults(loaded.diagnostics, loaded.sources, Exit::usage));
  return std::move(loaded.rules);
}

}  // namespace sprintd::cli
