// The command that tells every fault and lint of packs.

#include <algorithm>
#include <expected>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "cli/command.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "rules/base/files.h"
#include "rules/base/lint_level.h"
#include "rules/engine/fix_packs.h"
#include "rules/engine/pack_files.h"

namespace sprintd::cli {
namespace {

std::string counted(std::size_t number, std::string_view word) {
  return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
}

std::string summary(const ruleset::RuleSet& rules) {
  const auto authorities = rules.authorities.size() == 1 ? "authority" : "authorities";
  return fmt::format("✓ {}: {}, {} {}, {}\n", counted(rules.packs.size(), "pack"), counted(rules.rules.size(), "rule"),
                     rules.authorities.size(), authorities, counted(rules.limits.size(), "limit"));
}

struct Refused {
  Error error;
  std::string hint;
};

std::expected<LintLevels, Refused> chosen_levels(const std::vector<std::string>& settings) {
  LintLevels levels;
  for (const std::string_view setting : settings) {
    const auto sign = std::min(setting.find('='), setting.size());
    const auto name = setting.substr(0, sign);
    const auto lint = find_lint(name);
    if (!lint && name != "all") {
      const auto near = nearest_lint(name);
      return std::unexpected(Refused{{Code::usage_invalid, fmt::format("--lint: there is no lint '{}'", name)},
                                     near ? fmt::format("did you mean '{}'?", *near) : std::string()});
    }
    const auto level = sign == setting.size() ? std::nullopt : find_lint_level(setting.substr(sign + 1));
    if (!level) {
      return std::unexpected(Refused{{Code::usage_invalid, fmt::format("--lint: '{}' sets no level", setting)},
                                     fmt::format("write {}=LEVEL, with one of {}", name, kLintLevelWords)});
    }
    if (lint) {
      levels.set(*lint, *level);
    } else {
      for (const auto each : all_lints()) levels.set(each, *level);
    }
  }
  return levels;
}

// Writes the files that change, and leaves their new texts in `texts`. The exit code when one cannot be written.
std::optional<Exit> mend(std::vector<ruleset::PackText>& texts, const std::set<std::string>& imported,
                         const LintLevels& levels, Instant as_of, const ruleset::PackSettings& settings,
                         const Output& output, Show& show) {
  std::string told;
  auto fixed = engine::fix_packs(engine::Engine(), texts, levels, as_of, settings);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (fixed[i].fixes == 0 || imported.contains(texts[i].name)) continue;
    if (const auto written = replace_file(texts[i].name, fixed[i].pack.text); !written) {
      return show.fault(written.error(), Exit::internal);
    }
    told += fmt::format("mended {}: {}\n", texts[i].name, counted(fixed[i].fixes, "change"));
    texts[i] = std::move(fixed[i].pack);
  }
  if (output.format != report::Format::text || told.empty()) return std::nullopt;
  const auto exit = show.print(output, told, Exit::clean);
  return exit == Exit::clean ? std::nullopt : std::optional(exit);
}

std::expected<engine::BacklogPtr, Exit> load_organisation(const std::string& name, Show& show) {
  auto text = read_file(name);
  if (!text) return std::unexpected(show.fault(text.error(), Exit::input));
  auto loaded = engine::Engine().load_backlog({{name, std::move(*text), backlog::Document::Part::organisation}});
  if (!loaded.backlog) return std::unexpected(show.faults(loaded.diagnostics, loaded.sources, Exit::input));
  return std::move(loaded.backlog);
}

}  // namespace

Exit run_check(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const auto levels = chosen_levels(arguments.lints);
  if (!levels) return show.fault(levels.error().error, levels.error().hint, Exit::usage);
  const auto as_of =
      arguments.as_of.empty() ? std::optional(process.now) : engine::read_as_of(arguments.as_of, TimeZone());
  if (!as_of) {
    return show.fault(
        {Code::as_of_invalid,
         fmt::format("'{}' is no time: give a day (2026-03-02) or an instant (2026-03-02T15:00:00Z)", arguments.as_of)},
        Exit::usage);
  }
  if (arguments.fix && std::ranges::find(arguments.files, "-") != arguments.files.end()) {
    return show.fault({Code::usage_invalid, "--fix writes files, and standard input is none"}, Exit::usage);
  }
  const auto settings = pack_settings(arguments);
  if (!settings) return show.fault(settings.error(), Exit::usage);
  auto texts = engine::read_packs(arguments.files);
  if (!texts) return show.fault(texts.error(), Exit::usage);
  const auto named = texts->size();
  engine::add_imports(*texts, pack_places({}, process));
  std::set<std::string> imported;
  for (auto one = texts->begin() + static_cast<std::ptrdiff_t>(named); one != texts->end(); ++one) {
    imported.insert(one->name);
  }
  const auto& output = arguments.outputs.front();
  if (arguments.fix) {
    if (const auto failed = mend(*texts, imported, *levels, *as_of, *settings, output, show)) return *failed;
  }
  auto loaded = engine::Engine().check_packs(std::move(*texts), *levels, *as_of, *settings);
  const auto& sources = loaded.rules ? loaded.rules->sources : loaded.sources;
  if (loaded.rules && !arguments.organisation.empty()) {
    auto organisation = load_organisation(arguments.organisation, show);
    if (!organisation) return organisation.error();
    for (auto& misfit : engine::Engine().meet(*loaded.rules, **organisation)) {
      loaded.diagnostics.push_back(std::move(misfit));
    }
  }
  // Who imports a pack cannot mend it: its lints are told to those who can.
  std::erase_if(loaded.diagnostics, [&](const Diagnostic& diagnostic) {
    return is_lint(diagnostic.code) && imported.contains(std::string(sources.name(diagnostic.span.file)));
  });
  const bool has_errors = std::ranges::any_of(
      loaded.diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
  const auto exit = !loaded.rules ? Exit::usage : has_errors ? Exit::findings : Exit::clean;
  if (output.format != report::Format::text) {
    return show.print(output, report::write_diagnostics(loaded.diagnostics, sources, output.format, {}), exit);
  }
  if (!loaded.diagnostics.empty()) show.faults(loaded.diagnostics, sources, exit);
  if (exit != Exit::clean) return exit;
  return show.print(output, summary(*loaded.rules), exit);
}

}  // namespace sprintd::cli
