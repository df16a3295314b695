// Which files of tests a command is about.
//
// Neighbours: the commands test and doc. Reads folders.
#pragma once

#include <string>
#include <vector>

#include "rules/base/result.h"

namespace sprintd::cli {

// The files themselves, and what tests the folders have; each once. Fails with Code::tests_missing for a folder
// without.
Result<std::vector<std::string>> test_files(const std::vector<std::string>& places);

}  // namespace sprintd::cli
