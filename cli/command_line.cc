#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/base/lint_level.h"
#include "rules/base/suggest.h"

namespace sprintd::cli {
namespace {

void add_positionals(CLI::App& app, const Command& command, Arguments& to) {
  const auto has = [&](std::string_view word) { return command.positionals.find(word) != std::string_view::npos; };
  if (has("IMPORTER")) app.add_option("IMPORTER", to.importer, "the importer's name, such as jira")->required();
  if (has("PERSON")) app.add_option("PERSON", to.person, "id of a person")->required();
  if (has("ACTION")) app.add_option("ACTION", to.action, "such as pull, break_down")->required();
  if (has("ITEM")) app.add_option("ITEM", to.item, "id of an item")->required();
  if (has("EXPRESSION")) app.add_option("EXPRESSION", to.expression, "in CEL")->required();
  if (has("RULE|CODE"))
    app.add_option("RULE|CODE", to.topic, "a rule's id, a code such as E0107, or a function")->required();
  if (has("[KIND]")) {
    app.add_option("KIND", to.topic, "pack, test, backlog, organisation, sign-offs or config; none with --dir: all");
  }
  if (has("VERIFY|REPLAY")) {
    app.add_option("VERIFY|REPLAY", to.topic, "what to do: verify or replay")->required();
    app.add_option("DATABASE", to.files, "decisions.db in the daemon's state folder, or a copy of it")
        ->required()
        ->expected(1);
  }
  if (has("OLD NEW")) {
    app.add_option("OLD", to.old_packs, "the packs before: a file, or a folder")->required();
    app.add_option("NEW", to.new_packs, "the packs after")->required();
  }
  if (has("NAME")) app.add_option("NAME", to.pack_name, "id of the pack, such as team-rules")->required();
  if (has("TEST...")) app.add_option("TEST", to.files, "*.test.yaml files, or folders of them")->required();
  if (has("FILE_OR_DIR..."))
    app.add_option("FILE_OR_DIR", to.files, "packs and tests, or folders of them; - is standard input")->required();
  if (has("PACK...")) app.add_option("PACK", to.files, "pack files, or folders of them")->required();
  if (has("FILE...")) {
    auto* files = app.add_option("FILE", to.files, "backlog documents in JSON or YAML; - is standard input");
    if (!has("[FILE...]")) files->required();
  }
}

void add_options(CLI::App& app, std::uint32_t groups, Arguments& to, std::vector<std::string>& formats) {
  const auto one = [](CLI::Option* option) { option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::Throw); };
  const auto many = [](CLI::Option* option) {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
  };
  if ((groups & kPacks) != 0) {
    many(app.add_option("--packs", to.packs,
                        "a pack file or a folder of them; may be repeated. Else $SPRINTD_PACKS, /etc/sprintd/packs, or "
                        "the packs beside the program")
             ->type_name("FILE_OR_DIR"));
  }
  if ((groups & kDiff) != 0) {
    many(app.add_option("--backlog", to.files, "a backlog to compare on; may be repeated, each is one of its own")
             ->type_name("FILE"));
  }
  if ((groups & (kPacks | kLint | kDoc | kDiff)) != 0) {
    many(app.add_option("--param", to.parameters,
                        "a value for a parameter of a pack, as NAME=VALUE or PACK/NAME=VALUE; may be repeated")
             ->type_name("NAME=VALUE"));
    one(app.add_option("--signed-off", to.signed_off,
                       "a list of sign-offs: packs with an owner must be in it as they are, by somebody of that role")
            ->type_name("FILE"));
  }
  if ((groups & kLayout) != 0) {
    app.add_flag("--check", to.check, "write nothing; exit 1 when a file is laid out in another way, and show how");
  }
  if ((groups & kLog) != 0) {
    one(app.add_option("--head", to.head, "verify: the hash of a record that must be in the log")->type_name("HASH"));
  }
  if ((groups & kSign) != 0) {
    one(app.add_option("--by", to.person, "id of the person who signs")->type_name("PERSON")->required());
  }
  if ((groups & (kDecision | kEval)) != 0) {
    many(app.add_option("--backlog", to.files,
                        "backlog document in JSON or YAML; may be repeated: pages of one. With "
                        "--socket also the id of a backlog that the daemon keeps")
             ->type_name("FILE_OR_ID"));
  }
  if ((groups & kAudit) != 0) {
    one(app.add_option("--backlog", to.backlog, "with --socket: the id of a backlog that the daemon keeps")
            ->type_name("ID"));
  }
  if ((groups & kEval) != 0) {
    one(app.add_option("--item", to.item, "sets item, and person (its assignee), project and team")->type_name("ID"));
  }
  if ((groups & kBacklog) != 0) {
    one(app.add_option("--organisation", to.organisation, "the organisation, if it is in a file of its own")
            ->type_name("FILE"));
    many(app.add_option("--sprint", to.sprints,
                        "the sprint meant; audit: may be repeated, default each that is not closed")
             ->type_name("ID"));
    one(app.add_option(
               "--as-of", to.as_of,
               "the time that counts as now: an instant as 2026-03-02T15:00:00Z, or a day, which means its first "
               "instant in the organisation's time zone. Default: the wall clock")
            ->type_name("TIME"));
  }
  if ((groups & kAudit) != 0) {
    one(app.add_option("--fail-on", to.fail_on, "exit 1 from this severity on: error, warning, note, never")
            ->type_name("SEVERITY")
            ->capture_default_str()
            ->check(CLI::IsMember({"error", "warning", "note", "never"})));
  }
  if ((groups & kImport) != 0) {
    one(app.add_option("--from", to.from, "read the files with this importer, such as jira")->type_name("IMPORTER"));
  }
  if ((groups & (kImport | kMapping)) != 0) {
    one(app.add_option("--mapping", to.mapping, "for the importer: how the team uses its tracker")->type_name("FILE"));
  }
  if ((groups & kSocket) != 0) {
    one(app.add_option("--socket", to.socket, "ask the daemon behind this socket instead of answering in process")
            ->type_name("PATH"));
    one(app.add_option("--timeout", to.timeout, "seconds to wait for the daemon")
            ->type_name("SECONDS")
            ->capture_default_str()
            ->check(CLI::Range(1, 86'400)));
  }
  if ((groups & kFormat) != 0) {
    std::string names;
    for (const auto& format : report::all_formats())
      names += fmt::format("{}{}", names.empty() ? "" : ", ", format.name);
    many(app.add_option("--format", formats, fmt::format("{}; may be repeated, NAME=FILE writes to a file", names))
             ->type_name("NAME[=FILE]"));
  }
  if ((groups & (kDoc | kExplain)) != 0) {
    many(app.add_option("--tests", to.tests,
                        "files of tests, or folders of them, for examples; may be repeated. explain also looks beside "
                        "the pack")
             ->type_name("TEST"));
  }
  if ((groups & kDoc) != 0) {
    many(app.add_option("--format", formats,
                        fmt::format("{}; may be repeated, NAME=FILE writes to a file",
                                    fmt::join(packtest::handbook_formats(), ", ")))
             ->type_name("NAME[=FILE]"));
  }
  if ((groups & kLint) != 0) {
    many(
        app.add_option("--lint", to.lints,
                       fmt::format("the level of a lint: {}. NAME is its name, its code or `all`; may be repeated, the "
                                   "last one counts. Before what packs say under `lints`",
                                   kLintLevelWords))
            ->type_name("NAME=LEVEL"));
    app.add_flag("--fix", to.fix,
                 "mend in the files what can be mended without thinking, such as definitions that nothing uses");
    one(app.add_option("--organisation", to.organisation,
                       "also whether the packs fit this organisation: rungs that they name, who signed them off")
            ->type_name("FILE"));
    one(app.add_option("--as-of", to.as_of,
                       "the day or time from which waivers count as expired. Default: the wall clock")
            ->type_name("TIME"));
  }
  if ((groups & kNew) != 0) {
    one(app.add_option("--dir", to.folder, "where to write it; default: here")->type_name("FOLDER"));
  }
  if ((groups & kTest) != 0) {
    one(app.add_option("--run", to.run, "only cases in whose name this is found; * and ? stand for other characters")
            ->type_name("PATTERN"));
    app.add_flag(
        "--coverage", to.coverage,
        "also what the cases have not seen: rules to pass, fail and be unknown, parts of conditions to hold and "
        "not to");
    app.add_flag(
        "--mutate", to.mutate,
        "also which small changes of the packs (operators, constants, roles) no case notices; exit 1 when one is "
        "not explained");
    one(app.add_option("--threshold", to.threshold, "exit 1 when the coverage is below this")
            ->type_name("PERCENT")
            ->check(CLI::Range(0, 100)));
    many(app.add_option("--format", formats,
                        fmt::format("{}; may be repeated, NAME=FILE writes to a file",
                                    fmt::join(packtest::format_names(), ", ")))
             ->type_name("NAME[=FILE]"));
  }
  if ((groups & kStyle) != 0) {
    app.add_flag("-v,--verbose", to.verbose, "also what passed, and every subject of long lists");
    one(app.add_option("--color,--colour", to.colour, "auto, always, never; auto follows the terminal and NO_COLOR")
            ->type_name("WHEN")
            ->check(CLI::IsMember({"auto", "always", "never"})));
    one(app.add_option("--width", to.width, "columns of the text; default: the terminal's")
            ->type_name("COLUMNS")
            ->check(CLI::Range(report::kMinWidth, report::kMaxWidth)));
  }
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const auto nearest = suggest(word, views);
  return nearest ? fmt::format("did you mean '{}'?", *nearest) : std::string();
}

UsageFault unexpected_word(const CLI::App& app, const std::string& word) {
  const auto name = word.substr(0, word.find('='));
  if (name.size() < 2 || name.front() != '-') return {fmt::format("one argument too many: '{}'", word), {}};
  return {fmt::format("unknown option '{}'", name), did_you_mean(name, option_names(app))};
}

// NAME[=FILE] each, of the formats that `find` knows.
template <typename AnOutput, typename Find>
std::optional<UsageFault> read_outputs(const std::vector<std::string>& formats, const std::vector<std::string>& names,
                                       Find find, std::vector<AnOutput>& to) {
  std::size_t on_standard_output = 0;
  for (const auto& text : formats) {
    const auto equals = std::min(text.find('='), text.size());
    const auto name = text.substr(0, equals);
    const auto format = find(name);
    if (!format) {
      return UsageFault{fmt::format("unknown format '{}'; there are: {}", name, fmt::join(names, ", ")),
                        did_you_mean(name, names)};
    }
    if (equals + 1 == text.size()) return UsageFault{fmt::format("--format {} names no file", text), {}};
    to.push_back({*format, equals == text.size() ? "" : text.substr(equals + 1)});
    if (to.back().file.empty() && ++on_standard_output > 1) {
      return UsageFault{"two formats for standard output: give one of them a file, --format json=report.json", {}};
    }
  }
  if (to.empty()) to.push_back({});
  return std::nullopt;
}

std::optional<UsageFault> read_outputs(const Command& command, const std::vector<std::string>& formats, Arguments& to) {
  if ((command.options & kDoc) != 0) {
    const auto names = packtest::handbook_formats();
    to.outputs.push_back({});
    return read_outputs(formats, {names.begin(), names.end()}, packtest::find_handbook_format, to.doc_outputs);
  }
  if ((command.options & kTest) != 0) {
    const auto names = packtest::format_names();
    to.outputs.push_back({});
    return read_outputs(formats, {names.begin(), names.end()}, packtest::find_format, to.test_outputs);
  }
  std::vector<std::string> names;
  for (const auto& known : report::all_formats()) names.emplace_back(known.name);
  return read_outputs(formats, names, report::find_format, to.outputs);
}

}  // namespace

std::variant<Arguments, HelpText, UsageFault> parse_command_line(const Command& command,
                                                                 const std::vector<std::string>& words) {
  Arguments arguments;
  std::vector<std::string> formats;
  CLI::App app(std::string(command.help), fmt::format("sprintctl {}", command.name));
  app.get_formatter()->column_width(32);
  app.allow_extras();
  app.option_defaults()->always_capture_default(false);
  try {
    add_positionals(app, command, arguments);
    add_options(app, command.options, arguments, formats);
    auto reversed = words;
    std::ranges::reverse(reversed);  // as CLI11 wants it
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return HelpText{app.help()};
  } catch (const CLI::ParseError& fault) {
    // A misspelt option is the likelier cause of an argument that seems to be missing.
    for (const auto& word : app.remaining()) {
      if (word.size() > 1 && word.front() == '-') return unexpected_word(app, word);
    }
    return UsageFault{fault.what(), {}};
  }
  const auto extras = app.remaining();
  if (!extras.empty()) return unexpected_word(app, extras.front());
  if (auto fault = read_outputs(command, formats, arguments)) return std::move(*fault);
  return arguments;
}

std::string general_help() {
  std::string text =
      "sprintctl: who may pull what into a sprint, and is this sprint right?\n"
      "\n"
      "Usage: sprintctl COMMAND [ARGUMENTS]\n"
      "\n"
      "Commands:\n";
  for (const auto& command : all_commands()) {
    const auto usage = fmt::format("{} {}", command.name, command.positionals);
    text += fmt::format("  {:<24}  {}\n", usage, command.help);
  }
  text +=
      "\n"
      "`sprintctl COMMAND --help` shows the options of a command, `sprintctl explain CODE` what a code means.\n"
      "\n"
      "Exit: 0 clean or below --fail-on; 1 findings at or above it, or not allowed; 2 usage, configuration or pack\n"
      "invalid, nothing checked, or incomplete; 3 input unreadable or invalid; 4 daemon not reached or too slow;\n"
      "5 internal error, or output that could not be written.\n";
  return text;
}

}  // namespace sprintd::cli
