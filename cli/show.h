// How answers reach the user: which colour and width, which stream or file, which exit code.
//
// Neighbours: every command ends here. Borrows the Process. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/process.h"
#include "rules/engine/answer.h"

namespace sprintd::cli {

class Show {
 public:
  Show(const Arguments& arguments, Process& process) : arguments_(&arguments), process_(&process) {}

  // For a text that goes to the output; files are never coloured by --color auto.
  [[nodiscard]] report::Style style(const Output& output) const;
  // For messages on standard error.
  [[nodiscard]] report::Style error_style() const;

  // A command's answer: to standard output or its file.
  Exit print(const Output& output, std::string_view text, Exit exit);
  // Faults in the first format: text on standard error, anything else where the answer would have gone.
  Exit faults(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Exit exit);
  Exit fault(const Error& error, Exit exit);
  Exit fault(const Error& error, std::string hint, Exit exit);

 private:
  [[nodiscard]] report::Style style_for(int descriptor, bool is_terminal_output) const;

  const Arguments* arguments_;
  Process* process_;
};

// The worse of the two: usage and incomplete (2) beat findings (1), anything broken beats both.
Exit worse(Exit a, Exit b);

}  // namespace sprintd::cli
