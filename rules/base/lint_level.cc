#include "rules/base/lint_level.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/base/suggest.h"

namespace sprintd {
namespace {

struct LintRow {
  Code code;
  std::string_view words;  // "unused_definition"
};

constexpr auto kLints = std::to_array<LintRow>({
#define X(name, code, severity, title, page) {Code::name, #name},
#include "rules/base/codes/lint.def"
#undef X
});

constexpr auto kLevels = std::to_array<std::string_view>({"off", "note", "warning", "error"});

const std::vector<std::string>& names() {
  static const auto made = [] {
    std::vector<std::string> all;
    for (const auto& row : kLints) {
      std::ranges::replace(all.emplace_back(row.words), '_', '-');
    }
    return all;
  }();
  return made;
}

}  // namespace

std::optional<LintLevel> find_lint_level(std::string_view word) {
  const auto found = std::ranges::find(kLevels, word);
  if (found == kLevels.end()) return std::nullopt;
  return static_cast<LintLevel>(found - kLevels.begin());
}

const std::vector<Code>& all_lints() {
  static const auto made = [] {
    std::vector<Code> all;
    for (const auto& row : kLints) all.push_back(row.code);
    return all;
  }();
  return made;
}

bool is_lint(Code code) { return std::ranges::find(kLints, code, &LintRow::code) != kLints.end(); }

std::string_view lint_name(Code lint) {
  const auto row = std::ranges::find(kLints, lint, &LintRow::code);
  return row == kLints.end() ? std::string_view() : names()[static_cast<std::size_t>(row - kLints.begin())];
}

std::optional<Code> find_lint(std::string_view name) {
  const auto found = std::ranges::find(names(), name);
  if (found != names().end()) return kLints[static_cast<std::size_t>(found - names().begin())].code;
  const auto code = find_code(name);
  return code && is_lint(*code) ? code : std::nullopt;
}

std::optional<std::string_view> nearest_lint(std::string_view name) {
  const std::vector<std::string_view> candidates(names().begin(), names().end());
  return suggest(name, candidates);
}

std::optional<LintLevel> LintLevels::find(Code lint) const {
  const auto found = levels_.find(lint);
  if (found == levels_.end()) return std::nullopt;
  return found->second;
}

std::optional<Diagnostic> at_level(Diagnostic diagnostic, LintLevel level) {
  switch (level) {
    case LintLevel::off:
      return std::nullopt;
    case LintLevel::note:
      diagnostic.severity = Severity::note;
      break;
    case LintLevel::warning:
      diagnostic.severity = Severity::warning;
      break;
    case LintLevel::error:
      diagnostic.severity = Severity::error;
      break;
  }
  return diagnostic;
}

}  // namespace sprintd
