// sprintd: reads the command line and runs the daemon.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "daemon/app/daemon.h"
#include "rules/engine/engine.h"

int main(int argc, char** argv) {
  sprintd::app::Options options;
  CLI::App program{"sprintd knows who may pull what into a sprint: it answers planning tools over a Unix socket.",
                   "sprintd"};
  program.set_version_flag("--version", "sprintd " + std::string(sprintd::engine::version()));
  program.add_option("--config", options.config_file, "configuration (YAML); see etc/sprintd.yaml");
  program.add_option("--socket", options.socket, "listen here instead of where the configuration says");
  program.add_option("--packs", options.packs, "rule packs instead of the configuration's: files or folders");
  program.add_flag("--check", options.check_only, "load everything, say what is wrong, and exit");
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    constexpr int kUsage = 2;
    return program.exit(fault) == 0 ? 0 : kUsage;
  }
  options.program = "/proc/self/exe";
  try {
    return sprintd::app::run(options);
  } catch (const std::exception& failure) {
    constexpr int kInternal = 5;
    std::fprintf(stderr, "sprintd: internal error: %s\n", failure.what());
    return kInternal;
  }
}
