#include "cli/show.h"

#include <algorithm>

namespace sprintd::cli {

constexpr int kWidestByItself = 120;  // longer lines are hard to read
constexpr int kWidthOfFiles = 100;

report::Style Show::style_for(int descriptor, bool is_terminal_output) const {
  const auto columns = is_terminal_output ? terminal_columns(descriptor) : std::nullopt;
  report::Style style;
  style.verbose = arguments_->verbose;
  style.width = arguments_->width != 0
                    ? arguments_->width
                    : std::clamp(columns.value_or(kWidthOfFiles), report::kMinWidth, kWidestByItself);
  const bool forbidden =
      !process_->variable("NO_COLOR").value_or("").empty() || process_->variable("TERM").value_or("") == "dumb";
  style.colour = arguments_->colour == "always" || (arguments_->colour == "auto" && columns && !forbidden);
  return style;
}

report::Style Show::style(const Output& output) const { return style_for(process_->out, output.file.empty()); }

report::Style Show::error_style() const { return style_for(process_->err, true); }

Exit Show::print(const Output& output, std::string_view text, Exit exit) {
  const auto written =
      output.file.empty() ? write_all(process_->out, text, "standard output") : write_file(output.file, text);
  if (written) return exit;
  Diagnostics faults;
  faults.add(written.error().code, {}, written.error().message);
  const auto message = report::write_diagnostics(faults.sorted(), Sources(), report::Format::text, error_style());
  (void)write_all(process_->err, message, "standard error");
  return Exit::internal;
}

Exit Show::faults(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Exit exit) {
  const auto output = arguments_->outputs.empty() ? Output{} : arguments_->outputs.front();
  if (output.format == report::Format::text) {
    const auto text = report::write_diagnostics(diagnostics, sources, output.format, error_style());
    (void)write_all(process_->err, text, "standard error");
    return exit;
  }
  return print(output, report::write_diagnostics(diagnostics, sources, output.format, style(output)), exit);
}

Exit Show::fault(const Error& error, Exit exit) { return fault(error, {}, exit); }

Exit Show::fault(const Error& error, std::string hint, Exit exit) {
  Diagnostics all;
  all.add(error.code, {}, error.message, std::move(hint));
  return faults(all.sorted(), Sources(), exit);
}

Exit worse(Exit a, Exit b) { return std::max(a, b); }

}  // namespace sprintd::cli
