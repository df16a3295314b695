// The command that runs the tests of packs.

#include <optional>

#include "cli/command.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "cli/test_files.h"
#include "rules/base/files.h"
#include "rules/packtest/report_tests.h"
#include "rules/packtest/run_mutations.h"
#include "rules/packtest/run_tests.h"

namespace sprintd::cli {
namespace {

Exit exit_of(const packtest::Summary& summary) {
  if (summary.cases() == 0 || summary.faulty + summary.unreadable > 0) return Exit::usage;
  return summary.failed > 0 ? Exit::findings : Exit::clean;
}

bool below(double percent, const packtest::PackCoverage& coverage) {
  return 100.0 * static_cast<double>(coverage.seen()) < percent * static_cast<double>(coverage.wanted());
}

}  // namespace

Exit run_test(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const auto files = test_files(arguments.files);
  if (!files) return show.fault(files.error(), Exit::usage);
  std::vector<packtest::TestText> tests;
  for (const auto& file : *files) {
    auto text = read_file(file);
    if (!text) return show.fault(text.error(), Exit::usage);
    tests.push_back({file, std::move(*text)});
  }
  const engine::Engine engine;
  const packtest::Options options{.run = arguments.run,
                                  .coverage = arguments.coverage || arguments.threshold,
                                  .pack_places = pack_places(arguments, process)};
  const packtest::ReadFile read = [](const std::string& path) { return read_file(path); };
  std::vector<packtest::FileResult> results;
  for (const auto& test : tests) results.push_back(packtest::run_tests(engine, test.name, test.text, options, read));
  auto exit = exit_of(packtest::summary_of(results));
  if (arguments.threshold && below(*arguments.threshold, packtest::coverage_of(results))) {
    exit = worse(exit, Exit::findings);
  }
  std::optional<packtest::MutationReport> mutations;
  if (arguments.mutate && packtest::summary_of(results).all_passed()) {
    mutations = packtest::run_mutations(engine, tests, read, options.pack_places);
    if (!mutations->all_noticed_or_explained()) exit = worse(exit, Exit::findings);
  }
  if (arguments.mutate && !mutations) {
    (void)write_all(process.err, "--mutate is left out: it needs cases that all pass\n", "standard error");
  }
  for (const auto& [format, file] : arguments.test_outputs) {
    const Output output{report::Format::text, file};
    exit = worse(exit, show.print(output,
                                  packtest::write_results(results, mutations ? &*mutations : nullptr, format,
                                                          show.style(output)),
                                  exit));
  }
  return exit;
}

}  // namespace sprintd::cli
