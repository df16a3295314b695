#include "daemon/app/loading.h"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>
#include <utility>

#include "rules/base/diagnostic_text.h"
#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

namespace sprintd::app {
namespace {

constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20;
constexpr int kConfigurationInvalid = 2;
constexpr int kInputInvalid = 3;

std::string render(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  PlaceFinder places(sources);
  return render_diagnostics(diagnostics, places, {.colour = ::isatty(STDERR_FILENO) == 1});
}

std::unexpected<LoadFailure> failure(int exit_code, const Error& error) {
  return std::unexpected(
      LoadFailure{exit_code, "error[" + std::string(code_info(error.code).name) + "]: " + error.message + "\n"});
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string(value);
}

std::string default_socket() {
  const auto runtime = environment("XDG_RUNTIME_DIR");
  if (::geteuid() != 0 && !runtime.empty()) return runtime + "/sprintd.sock";
  return "/run/sprintd/sprintd.sock";
}

std::expected<config::Config, LoadFailure> read_config(const Options& options) {
  if (options.config_file.empty()) return config::Config{};
  auto text = read_file(options.config_file, kMaxConfigBytes);
  if (!text) return failure(kConfigurationInvalid, text.error());
  const auto folder = std::filesystem::path(options.config_file).parent_path().string();
  auto loaded = config::load_config(options.config_file, std::move(*text), folder);
  if (!loaded.config) {
    return std::unexpected(LoadFailure{kConfigurationInvalid, render(loaded.diagnostics, loaded.sources)});
  }
  return std::move(*loaded.config);
}

}  // namespace

std::expected<Inputs, LoadFailure> load_inputs(const engine::Engine& engine, const Options& options) {
  Inputs inputs;
  auto config = read_config(options);
  if (!config) return std::unexpected(std::move(config.error()));
  inputs.config = std::move(*config);
  if (!options.socket.empty()) inputs.config.socket = options.socket;
  if (inputs.config.socket.empty()) inputs.config.socket = default_socket();
  if (!options.packs.empty()) inputs.config.packs = options.packs;

  const auto places = engine::pack_places(inputs.config.packs, environment("SPRINTD_PACKS"), options.program);
  auto texts = engine::read_packs(places);
  if (!texts) return failure(kConfigurationInvalid, texts.error());
  engine::add_imports(*texts, engine::pack_places({}, environment("SPRINTD_PACKS"), options.program));
  ruleset::PackSettings settings;
  for (const auto& text : inputs.config.parameters) {
    const auto setting = ruleset::parse_setting(text);
    if (!setting) {
      return failure(kConfigurationInvalid,
                     {Code::config_value_wrong, fmt::format("parameters: '{}' is not NAME=VALUE", text)});
    }
    settings.parameters.push_back(*setting);
  }
  if (!inputs.config.signed_off.empty()) {
    if (inputs.config.organisation.empty()) {
      return failure(kConfigurationInvalid, {Code::config_value_wrong,
                                             "signed_off needs organisation: it says who holds the role of an owner"});
    }
    auto list = read_file(inputs.config.signed_off);
    if (!list) return failure(kConfigurationInvalid, list.error());
    settings.sign_offs = ruleset::PackText{inputs.config.signed_off, std::move(*list)};
  }
  auto packs = engine.load_packs(std::move(*texts), settings);
  if (!packs.rules) {
    return std::unexpected(LoadFailure{kConfigurationInvalid, render(packs.diagnostics, packs.sources)});
  }
  inputs.rules = std::move(packs.rules);
  inputs.warnings = render(packs.diagnostics, inputs.rules->sources);

  if (inputs.config.organisation.empty()) return inputs;
  auto text = read_file(inputs.config.organisation);
  if (!text) return failure(kInputInvalid, text.error());
  std::vector<backlog::Document> documents;
  documents.push_back(
      {.name = inputs.config.organisation, .text = std::move(*text), .part = backlog::Document::Part::organisation});
  auto loaded = engine.load_backlog(std::move(documents));
  if (!loaded.backlog) return std::unexpected(LoadFailure{kInputInvalid, render(loaded.diagnostics, loaded.sources)});
  inputs.organisation = std::move(loaded.backlog);

  const auto misfits = engine.meet(*inputs.rules, *inputs.organisation);
  if (!misfits.empty()) {
    return std::unexpected(LoadFailure{kConfigurationInvalid, render(misfits, inputs.rules->sources)});
  }
  return inputs;
}

}  // namespace sprintd::app
