// The commands, one row each in commands.def.
//
// Neighbours: command_line.h reads arguments by these rows, *_command.cc hold the functions. Constant data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/process.h"

namespace sprintd::cli {

enum OptionGroup : std::uint32_t {
  kPacks = 1,
  kBacklog = 2,   // --organisation, --sprint, --as-of
  kAudit = 4,     // --fail-on
  kDecision = 8,  // --backlog
  kImport = 16,   // --from and the mapping
  kMapping = 32,  // --mapping alone
  kSocket = 64,
  kFormat = 128,
  kStyle = 256,
  kEval = 512,        // --backlog, --item
  kTest = 1024,       // --run, and formats of their own
  kNew = 2048,        // --dir
  kDoc = 4096,        // --tests, and formats of their own
  kLint = 8192,       // --lint, --fix, --as-of
  kExplain = 131072,  // --tests
  kLayout = 65536,    // --check
  kSign = 32768,      // --by
  kLog = 262144,      // --head
  kDiff = 16384,      // --backlog, each a backlog of its own
};

struct Command {
  std::string_view name;
  Exit (*run)(const Arguments& arguments, Process& process);
  std::string_view positionals;
  std::uint32_t options;
  std::string_view help;
};
std::span<const Command> all_commands();

// The whole program: parses, runs, and gives the exit code. `arguments` without the program's name.
Exit run(const std::vector<std::string>& arguments, Process& process);

#define X(name, function, positionals, options, help) Exit function(const Arguments& arguments, Process& process);
#include "cli/commands.def"
#undef X

}  // namespace sprintd::cli
