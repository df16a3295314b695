// What the daemon loads before it can answer: configuration, packs, organisation.
//
// Neighbours: daemon.cc starts with it, `sprintd --check` does only this. Prints nothing: diagnostics are rendered into
// the result.
#pragma once

#include <expected>
#include <string>

#include "daemon/app/daemon.h"
#include "daemon/config/config.h"
#include "rules/engine/engine.h"

namespace sprintd::app {

struct Inputs {
  config::Config config;
  engine::RuleSetPtr rules;
  engine::BacklogPtr organisation;  // null when the configuration names none
  std::string warnings;             // rendered; may be empty
};

struct LoadFailure {
  int exit_code;
  std::string text;  // all diagnostics, rendered
};

std::expected<Inputs, LoadFailure> load_inputs(const engine::Engine& engine, const Options& options);

}  // namespace sprintd::app
