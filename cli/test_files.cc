#include "cli/test_files.h"

#include <algorithm>

#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

namespace sprintd::cli {

Result<std::vector<std::string>> test_files(const std::vector<std::string>& places) {
  std::vector<std::string> files;
  for (const auto& place : places) {
    auto listed = list_yaml(place);
    if (!listed) return std::unexpected(listed.error());
    const bool is_folder = listed->size() != 1 || listed->front() != place;
    if (is_folder) std::erase_if(*listed, [](const std::string& file) { return !engine::is_test_file(file); });
    if (is_folder && listed->empty()) {
      return std::unexpected(Error{Code::tests_missing, "no tests in " + place + ": there is no *.test.yaml"});
    }
    for (auto& file : *listed) {
      if (std::ranges::find(files, file) == files.end()) files.push_back(std::move(file));
    }
  }
  return files;
}

}  // namespace sprintd::cli
