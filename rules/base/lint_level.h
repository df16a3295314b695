// Lints: the codes that say what is probably a mistake, each with a name for people and a level that they can set.
//
// Neighbours: codes/lint.def has the rows, packs set levels under `lints`, the command line with --lint;
// rules/lint finds most of them. Values and constant data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/code.h"
#include "rules/base/diagnostic.h"

namespace sprintd {

enum class LintLevel : std::uint8_t { off, note, warning, error };
constexpr std::string_view kLintLevelWords = "off, note, warning, error";
std::optional<LintLevel> find_lint_level(std::string_view word);

// In the order of their rows.
const std::vector<Code>& all_lints();
bool is_lint(Code code);
std::string_view lint_name(Code lint);  // "unused-definition"; "" for a code that is no lint
// By name or by code: "unused-definition", "E0341".
std::optional<Code> find_lint(std::string_view name);
std::optional<std::string_view> nearest_lint(std::string_view name);

// Levels that somebody has chosen; what was not chosen has the level of its row.
class LintLevels {
 public:
  void set(Code lint, LintLevel level) { levels_[lint] = level; }
  [[nodiscard]] std::optional<LintLevel> find(Code lint) const;
  [[nodiscard]] bool empty() const { return levels_.empty(); }

 private:
  std::map<Code, LintLevel> levels_;
};

// The diagnostic with this level; nothing when it is off.
std::optional<Diagnostic> at_level(Diagnostic diagnostic, LintLevel level);

}  // namespace sprintd
