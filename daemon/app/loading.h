// What the daemon loads: configuration, packs, organisation. First the texts, then what they mean.
//
// Neighbours: daemon.cc starts with it, reloader.h does it again, last_good.h keeps the texts; `sprintd --check` does
// only this. Prints nothing: diagnostics are rendered into the result.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "daemon/api/reload.h"
#include "daemon/api/snapshot.h"
#include "daemon/app/daemon.h"
#include "daemon/config/config.h"
#include "rules/engine/engine.h"

namespace sprintd::app {

// All texts that rules and organisation are made of, as they were read.
struct InputTexts {
  std::optional<ruleset::PackText> config;  // nothing without a file
  std::vector<ruleset::PackText> packs;     // with those that they import
  std::optional<ruleset::PackText> sign_offs;
  std::optional<ruleset::PackText> organisation;

  [[nodiscard]] std::string digest() const;
};

struct Inputs {
  config::Config config;
  engine::RuleSetPtr rules;
  engine::BacklogPtr organisation;  // null when the configuration names none
  std::string digest;               // InputTexts::digest()
  std::string warnings;             // rendered; may be empty
};

struct LoadFailure {
  int exit_code;
  api::Faults faults;
  std::string text;  // the same, rendered
};

// The configuration of a text, with what the command line says instead.
std::expected<config::Config, LoadFailure> read_config(const std::optional<ruleset::PackText>& text,
                                                       const Options& options);
// The texts that the configuration names. `config` is filled where it could be read, also after a failure.
std::expected<InputTexts, LoadFailure> read_texts(const Options& options, config::Config& config);
// Without a look at any file.
std::expected<Inputs, LoadFailure> load_inputs(const engine::Engine& engine, const InputTexts& texts,
                                               const Options& options);

// What these inputs put in force.
api::Snapshot snapshot_of(const Inputs& inputs, Instant since);

// Files and folders that the texts come from, whether they are there or not.
std::vector<std::string> places_of_texts(const Options& options, const config::Config& config, const InputTexts& texts);

}  // namespace sprintd::app
