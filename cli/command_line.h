// Words on the command line to Arguments, or the message that says which word was wrong.
//
// Neighbours: command.h has the rows; CLI11 is included by command_line.cc alone. Pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/command.h"

namespace sprintd::cli {

struct HelpText {
  std::string text;
};
// A message, and behind it a hint: "did you mean --verbose?"
struct UsageFault {
  std::string message;
  std::string hint;
};

std::variant<Arguments, HelpText, UsageFault> parse_command_line(const Command& command,
                                                                 const std::vector<std::string>& words);
std::string general_help();

}  // namespace sprintd::cli
