#include "cli/test_files.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

namespace sprintd::cli {
namespace {

// Whether the tests are of packs that are loaded, all of them: else they may expect something else of a rule.
bool are_of(const packtest::TestFile& tests, const std::string& name, const ruleset::RuleSet& rules) {
  namespace fs = std::filesystem;
  const auto is_loaded = [&](const packtest::Named& pack) {
    const auto path = fs::path(name).parent_path() / pack.text;
    return std::ranges::any_of(rules.packs, [&](const ruleset::Pack& loaded) {
      std::error_code ignored;
      return fs::equivalent(path, loaded.file, ignored);
    });
  };
  return std::ranges::all_of(tests.packs, is_loaded);
}

// Faults of the file's text go to `diagnostics`.
Result<void> add_examples(const std::string& name, const ruleset::RuleSet& rules, bool any_packs, Sources& sources,
                          Diagnostics& diagnostics, std::vector<packtest::Example>& examples) {
  auto text = read_file(name);
  if (!text) return std::unexpected(text.error());
  const auto file = sources.add(name, std::move(*text));
  if (!file) return std::unexpected(file.error());
  const auto tests = packtest::read_test_file(sources, *file, diagnostics);
  if (!tests || (!any_packs && !are_of(*tests, name, rules))) return {};
  auto some = packtest::examples_of(*tests, rules);
  examples.insert(examples.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  return {};
}

}  // namespace

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

std::expected<std::vector<packtest::Example>, Exit> read_examples(const std::vector<std::string>& places,
                                                                  const ruleset::RuleSet& rules, Show& show) {
  std::vector<packtest::Example> examples;
  const auto files = test_files(places);
  if (!files) return std::unexpected(show.fault(files.error(), Exit::usage));
  for (const auto& name : *files) {
    Sources sources;
    Diagnostics diagnostics;
    const auto read = add_examples(name, rules, true, sources, diagnostics, examples);
    if (!read) return std::unexpected(show.fault(read.error(), Exit::usage));
    if (diagnostics.has_errors()) return std::unexpected(show.faults(diagnostics.sorted(), sources, Exit::usage));
  }
  return examples;
}

std::vector<packtest::Example> examples_beside(std::string_view pack_file, const ruleset::RuleSet& rules) {
  std::vector<packtest::Example> examples;
  const auto folder = std::filesystem::path(pack_file).parent_path();
  for (const auto& place : {folder, folder / "tests"}) {
    const auto files = test_files({place.empty() ? "." : place.string()});
    if (!files) continue;
    for (const auto& name : *files) {
      Sources sources;
      Diagnostics ignored;
      (void)add_examples(name, rules, false, sources, ignored, examples);
    }
  }
  return examples;
}

}  // namespace sprintd::cli
