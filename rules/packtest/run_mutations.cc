#include "rules/packtest/run_mutations.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <map>

namespace sprintd::packtest {
namespace {

// What the tests read, read once.
class Files {
 public:
  explicit Files(const ReadFile& read_file) : read_file_(read_file) {}

  // With this text for that file.
  ReadFile with(const std::string& path, const std::string& text) {
    return [this, path, text](const std::string& asked) -> Result<std::string> {
      return asked == path ? Result<std::string>(text) : get(asked);
    };
  }
  Result<std::string> get(const std::string& path) {
    const auto known = texts_.find(path);
    if (known != texts_.end()) return known->second;
    auto text = read_file_(path);
    if (text) texts_.emplace(path, *text);
    return text;
  }

 private:
  const ReadFile& read_file_;
  std::map<std::string, std::string> texts_;
};

enum class Fate : std::uint8_t { noticed, unnoticed, does_not_load };

Fate fate_of(const FileResult& result) {
  if (result.cases.empty()) return Fate::does_not_load;
  const bool nothing_ran = std::ranges::all_of(result.cases, &CaseResult::faulty);
  if (nothing_ran) return Fate::does_not_load;
  return std::ranges::all_of(result.cases, &CaseResult::passed) ? Fate::unnoticed : Fate::noticed;
}

}  // namespace

bool MutationReport::all_noticed_or_explained() const {
  return unnecessary.empty() && std::ranges::none_of(survivors, [](const Survivor& s) { return s.reason.empty(); });
}

MutationReport run_mutations(const engine::Engine& engine, const std::vector<TestText>& tests,
                             const ReadFile& read_file, const std::vector<std::string>& pack_places) {
  Files files(read_file);
  const ReadFile read = [&files](const std::string& path) { return files.get(path); };
  std::map<std::string, std::vector<const TestText*>> tests_of_pack;
  std::vector<ExplainedChange> explanations;
  for (const auto& test : tests) {
    const auto result = run_tests(engine, test.name, test.text, {.pack_places = pack_places}, read);
    for (const auto& pack : result.packs) tests_of_pack[pack].push_back(&test);
    explanations.insert(explanations.end(), result.explanations.begin(), result.explanations.end());
  }

  MutationReport report;
  std::vector<bool> used(explanations.size());
  for (const auto& [pack, its_tests] : tests_of_pack) {
    const auto text = files.get(pack);
    Sources sources;
    const auto file = text ? sources.add(pack, *text) : Result<FileId>(std::unexpected(text.error()));
    if (!file) continue;  // the tests have said so
    for (const auto& mutation : mutations_of(sources, *file)) {
      const auto changed = files.with(pack, mutated(*text, mutation));
      auto fate = Fate::does_not_load;
      for (const auto* test : its_tests) {
        const auto one = fate_of(run_tests(engine, test->name, test->text,
                                           {.run = "", .stop_early = true, .pack_places = pack_places}, changed));
        if (one == Fate::unnoticed || fate == Fate::does_not_load) fate = one;
        if (one != Fate::unnoticed) break;
      }
      if (fate == Fate::noticed) ++report.noticed;
      if (fate != Fate::unnoticed) continue;
      const auto explained = std::ranges::find_if(explanations, [&](const ExplainedChange& explanation) {
        return explanation.rule == mutation.rule && explanation.change == mutation.change();
      });
      if (explained != explanations.end()) used[static_cast<std::size_t>(explained - explanations.begin())] = true;
      report.survivors.push_back({mutation, explained == explanations.end() ? std::string() : explained->reason});
    }
  }
  for (std::size_t i = 0; i < explanations.size(); ++i) {
    if (used[i]) continue;
    report.unnecessary.push_back(
        fmt::format("{}: {} ({})", explanations[i].rule, explanations[i].change, explanations[i].place));
  }
  return report;
}

}  // namespace sprintd::packtest
