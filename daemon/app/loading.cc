#include "daemon/app/loading.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>
#include <utility>

#include "daemon/app/masked_members.h"
#include "rules/base/diagnostic_text.h"
#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

namespace sprintd::app {
namespace {

using ruleset::PackText;

constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20;
constexpr int kConfigurationInvalid = 2;
constexpr int kInputInvalid = 3;

std::string render(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  PlaceFinder places(sources);
  return render_diagnostics(diagnostics, places, {.colour = ::isatty(STDERR_FILENO) == 1});
}

std::unexpected<LoadFailure> failure(int exit_code, std::vector<Diagnostic> diagnostics, Sources sources) {
  auto text = render(diagnostics, sources);
  return std::unexpected(LoadFailure{
      exit_code, {std::move(diagnostics), std::make_shared<const Sources>(std::move(sources))}, std::move(text)});
}

std::unexpected<LoadFailure> failure(int exit_code, const Error& error) {
  return failure(exit_code,
                 {{.code = error.code, .span = {}, .message = error.message, .hint = {}, .pointer = {}, .notes = {}}},
                 Sources{});
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

std::expected<std::optional<PackText>, LoadFailure> read_optional(const std::string& path, int exit_code,
                                                                  std::size_t max_bytes = kMaxFileBytes) {
  if (path.empty()) return std::nullopt;
  auto text = read_file(path, max_bytes);
  if (!text) return failure(exit_code, text.error());
  return PackText{path, std::move(*text)};
}

std::vector<std::string> pack_places(const Options& options, const config::Config& config) {
  return engine::pack_places(config.packs, environment("SPRINTD_PACKS"), options.program);
}

std::expected<ruleset::PackSettings, LoadFailure> settings_of(const config::Config& config, const InputTexts& texts) {
  ruleset::PackSettings settings;
  for (const auto& text : config.parameters) {
    const auto setting = ruleset::parse_setting(text);
    if (!setting) {
      return failure(kConfigurationInvalid,
                     {Code::config_value_wrong, fmt::format("parameters: '{}' is not NAME=VALUE", text)});
    }
    settings.parameters.push_back(*setting);
  }
  if (!config.signed_off.empty() && config.organisation.empty()) {
    return failure(kConfigurationInvalid,
                   {Code::config_value_wrong, "signed_off needs organisation: it says who holds the role of an owner"});
  }
  if (config.state.empty() && (config.record_mode == "refuse" || config.record_mode == "durable")) {
    return failure(kConfigurationInvalid,
                   {Code::config_value_wrong,
                    fmt::format("decision_log.mode: {} needs state: a folder to record in", config.record_mode)});
  }
  if (auto fault = fault_in_mask(config.record_mask)) {
    return failure(kConfigurationInvalid, {Code::config_value_wrong, std::move(*fault)});
  }
  if (!config.socket_group.empty() && !config::find_group(config.socket_group)) {
    return failure(
        kConfigurationInvalid,
        {Code::config_value_wrong, fmt::format("socket_group: the system has no group '{}'", config.socket_group)});
  }
  const auto has_token = [](const config::CallerRow& row) { return row.token.has_value(); };
  if (config.tcp_port != 0 && (!config.callers || std::ranges::none_of(*config.callers, has_token))) {
    return failure(kConfigurationInvalid,
                   {Code::config_value_wrong, "tcp.port needs a row of callers with a token: nobody else is let in"});
  }
  settings.sign_offs = texts.sign_offs;
  return settings;
}

}  // namespace

std::string InputTexts::digest() const {
  std::vector<std::string_view> parts;
  const auto add = [&](const PackText& text) {
    parts.push_back(text.name);
    parts.push_back(text.text);
  };
  for (const auto* one : {&config, &sign_offs, &organisation}) {
    parts.push_back(one->has_value() ? "given" : "none");
    if (*one) add(**one);
  }
  for (const auto& pack : packs) add(pack);
  return engine::fingerprint(parts);
}

std::expected<config::Config, LoadFailure> read_config(const std::optional<PackText>& text, const Options& options) {
  config::Config config;
  if (text) {
    const auto folder = std::filesystem::path(text->name).parent_path().string();
    auto loaded = config::load_config(text->name, text->text, folder);
    if (!loaded.config) {
      return failure(kConfigurationInvalid, std::move(loaded.diagnostics), std::move(loaded.sources));
    }
    config = std::move(*loaded.config);
  }
  if (!options.socket.empty()) config.socket = options.socket;
  if (config.socket.empty()) config.socket = default_socket();
  if (!options.packs.empty()) config.packs = options.packs;
  if (config.state.empty()) config.state = environment("STATE_DIRECTORY");
  return config;
}

std::expected<InputTexts, LoadFailure> read_texts(const Options& options, config::Config& config) {
  InputTexts texts;
  auto config_text = read_optional(options.config_file, kConfigurationInvalid, kMaxConfigBytes);
  if (!config_text) return std::unexpected(std::move(config_text.error()));
  texts.config = std::move(*config_text);
  auto read = read_config(texts.config, options);
  if (!read) return std::unexpected(std::move(read.error()));
  config = std::move(*read);

  auto packs = engine::read_packs(pack_places(options, config));
  if (!packs) return failure(kConfigurationInvalid, packs.error());
  texts.packs = std::move(*packs);
  engine::add_imports(texts.packs, engine::pack_places({}, environment("SPRINTD_PACKS"), options.program));
  auto sign_offs = read_optional(config.signed_off, kConfigurationInvalid);
  if (!sign_offs) return std::unexpected(std::move(sign_offs.error()));
  texts.sign_offs = std::move(*sign_offs);
  auto organisation = read_optional(config.organisation, kInputInvalid);
  if (!organisation) return std::unexpected(std::move(organisation.error()));
  texts.organisation = std::move(*organisation);
  return texts;
}

std::expected<Inputs, LoadFailure> load_inputs(const engine::Engine& engine, const InputTexts& texts,
                                               const Options& options) {
  Inputs inputs;
  auto config = read_config(texts.config, options);
  if (!config) return std::unexpected(std::move(config.error()));
  inputs.config = std::move(*config);
  inputs.digest = texts.digest();
  const auto settings = settings_of(inputs.config, texts);
  if (!settings) return std::unexpected(settings.error());
  auto packs = engine.load_packs(texts.packs, *settings);
  if (!packs.rules) {
    return failure(kConfigurationInvalid, std::move(packs.diagnostics), std::move(packs.sources));
  }
  inputs.rules = std::move(packs.rules);
  inputs.warnings = render(packs.diagnostics, inputs.rules->sources);
  if (!texts.organisation) return inputs;

  std::vector<backlog::Document> documents;
  documents.push_back({.name = texts.organisation->name,
                       .text = texts.organisation->text,
                       .part = backlog::Document::Part::organisation});
  auto loaded = engine.load_backlog(std::move(documents));
  if (!loaded.backlog) return failure(kInputInvalid, std::move(loaded.diagnostics), std::move(loaded.sources));
  inputs.organisation = std::move(loaded.backlog);
  for (const auto& row : inputs.config.callers.value_or(std::vector<config::CallerRow>{})) {
    if (row.person.empty() || inputs.organisation->find(backlog::EntityKind::person, row.person)) continue;
    return failure(kConfigurationInvalid,
                   {Code::config_value_wrong, fmt::format("callers: the organisation has no person '{}'", row.person)});
  }
  const auto misfits = engine.meet(*inputs.rules, *inputs.organisation);
  if (!misfits.empty()) {
    auto text = render(misfits, inputs.rules->sources);
    // The sources are those of the rule set.
    return std::unexpected(LoadFailure{kConfigurationInvalid,
                                       {misfits, std::shared_ptr<const Sources>(inputs.rules, &inputs.rules->sources)},
                                       std::move(text)});
  }
  return inputs;
}

api::Snapshot snapshot_of(const Inputs& inputs, Instant since) {
  api::Snapshot snapshot{.rules = inputs.rules,
                         .organisation = inputs.organisation,
                         .callers = nullptr,
                         .digest = inputs.digest,
                         .since = since,
                         .organisation_text = nullptr,
                         .backlogs = {}};
  if (inputs.organisation != nullptr) {
    const auto name = inputs.organisation->sources().name(FileId{0});
    snapshot.organisation_text = api::text_of(inputs.organisation, name, "organisation");
  }
  const auto& callers = inputs.config.callers;
  if (callers) snapshot.callers = std::make_shared<const std::vector<config::CallerRow>>(*callers);
  return snapshot;
}

std::vector<std::string> places_of_texts(const Options& options, const config::Config& config,
                                         const InputTexts& texts) {
  auto places = pack_places(options, config);
  for (const auto& pack : texts.packs) places.push_back(pack.name);
  for (const auto& path : {options.config_file, config.signed_off, config.organisation}) {
    if (!path.empty()) places.push_back(path);
  }
  return places;
}

}  // namespace sprintd::app
