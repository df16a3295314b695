#include "rules/lint/lint.h"

#include <utility>

#include "rules/lint/blocks.h"
#include "rules/lint/lints.h"

namespace sprintd::lint {

std::vector<Diagnostic> find_lints(const ruleset::LoadedPacks& loaded, const lang::Schema& schema, Instant as_of) {
  if (loaded.rules == nullptr || loaded.written == nullptr) return {};
  const Packs packs(*loaded.rules, *loaded.written, schema, as_of);
  Diagnostics found;
  for (const auto group : kGroups) group(packs, found);
  return found.sorted();
}

std::vector<Diagnostic> at_levels(std::vector<Diagnostic> diagnostics, const std::map<FileId, LintLevels>& of_packs,
                                  const LintLevels& chosen) {
  std::vector<Diagnostic> result;
  for (auto& diagnostic : diagnostics) {
    auto level = is_lint(diagnostic.code) ? chosen.find(diagnostic.code) : std::nullopt;
    if (const auto pack = of_packs.find(diagnostic.span.file); !level && pack != of_packs.end()) {
      level = pack->second.find(diagnostic.code);
    }
    if (!level) {
      result.push_back(std::move(diagnostic));
    } else if (auto changed = at_level(std::move(diagnostic), *level)) {
      result.push_back(std::move(*changed));
    }
  }
  return result;
}

}  // namespace sprintd::lint
