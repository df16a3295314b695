// Which files of tests a command is about.
//
// Neighbours: the commands test and doc. Reads folders.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/show.h"
#include "rules/base/result.h"
#include "rules/packtest/handbook.h"

namespace sprintd::cli {

// The files themselves, and what tests the folders have; each once. Fails with Code::tests_missing for a folder
// without.
Result<std::vector<std::string>> test_files(const std::vector<std::string>& places);

// What the cases of these tests show of the rules. The exit code, after the faults were shown, when one cannot be read.
std::expected<std::vector<packtest::Example>, Exit> read_examples(const std::vector<std::string>& places,
                                                                  const ruleset::RuleSet& rules, Show& show);
// The same of the tests that lie beside the file, or in a folder `tests` beside it; those that cannot be read, and
// those of packs that are not loaded, are left out.
std::vector<packtest::Example> examples_beside(std::string_view pack_file, const ruleset::RuleSet& rules);

}  // namespace sprintd::cli
