// The command that makes a handbook page of packs.

#include "cli/command.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "cli/test_files.h"
#include "rules/packtest/handbook.h"

namespace sprintd::cli {

Exit run_doc(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const auto settings = pack_settings(arguments);
  if (!settings) return show.fault(settings.error(), Exit::usage);
  auto texts = read_packs(arguments.files, process);
  if (!texts) return show.fault(texts.error(), Exit::usage);
  const auto loaded = engine::Engine().load_packs(std::move(*texts), *settings);
  if (!loaded.rules) return show.faults(loaded.diagnostics, loaded.sources, Exit::usage);
  std::vector<packtest::Example> examples;
  if (!arguments.tests.empty()) {
    auto read = read_examples(arguments.tests, *loaded.rules, show);
    if (!read) return read.error();
    examples = std::move(*read);
  }
  auto exit = Exit::clean;
  for (const auto& [format, file] : arguments.doc_outputs) {
    const Output output{report::Format::text, file};
    exit = worse(exit, show.print(output, packtest::write_handbook(*loaded.rules, examples, format), exit));
  }
  return exit;
}

}  // namespace sprintd::cli
