#include "cli/command.h"

#include <algorithm>
#include <array>
#include <exception>
#include <fmt/format.h>

#include "cli/command_line.h"
#include "cli/show.h"
#include "rules/base/suggest.h"

namespace sprintd::cli {
namespace {

constexpr auto kCommands = std::to_array<Command>({
#define X(name, function, positionals, options, help) {#name, function, positionals, options, help},
#include "cli/commands.def"
#undef X
});

std::string nearest_command(std::string_view word) {
  std::vector<std::string_view> names;
  for (const auto& command : kCommands) names.push_back(command.name);
  const auto nearest = suggest(word, names);
  return nearest ? fmt::format("did you mean '{}'?", *nearest) : std::string();
}

Exit run_command(const Command& command, const std::vector<std::string>& words, Process& process) {
  auto parsed = parse_command_line(command, words);
  const Arguments defaults;
  if (const auto* help = std::get_if<HelpText>(&parsed))
    return Show(defaults, process).print({}, help->text, Exit::clean);
  if (const auto* fault = std::get_if<UsageFault>(&parsed)) {
    return Show(defaults, process).fault({Code::usage_invalid, fault->message}, fault->hint, Exit::usage);
  }
  return command.run(std::get<Arguments>(parsed), process);
}

Exit choose_and_run(const std::vector<std::string>& arguments, Process& process) {
  const Arguments defaults;
  Show show(defaults, process);
  const auto first = arguments.empty() ? std::string() : arguments.front();
  if (first == "--help" || first == "-h" || first == "help") return show.print({}, general_help(), Exit::clean);
  if (first == "--version") {
    return show.print({}, fmt::format("sprintctl {}\n", engine::version()), Exit::clean);
  }
  if (first.empty()) {
    return show.fault({Code::usage_invalid, "no command; `sprintctl --help` lists them"}, Exit::usage);
  }
  const auto command = std::ranges::find(kCommands, first, &Command::name);
  if (command == kCommands.end()) {
    const auto what = first.starts_with('-') ? "option" : "command";
    return show.fault({Code::usage_invalid, fmt::format("unknown {} '{}'", what, first)}, nearest_command(first),
                      Exit::usage);
  }
  return run_command(*command, {arguments.begin() + 1, arguments.end()}, process);
}

}  // namespace

std::span<const Command> all_commands() { return kCommands; }

Exit run(const std::vector<std::string>& arguments, Process& process) {
  try {
    return choose_and_run(arguments, process);
  } catch (const std::exception& error) {
    (void)write_all(process.err, fmt::format("internal error: {}\n", error.what()), "standard error");
    return Exit::internal;
  }
}

}  // namespace sprintd::cli
