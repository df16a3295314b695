// The commands about packs and rules: rules, explain.

#include <expected>
#include <fmt/format.h>

#include "cli/ask.h"
#include "cli/command.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "cli/test_files.h"
#include "rules/base/lint_level.h"
#include "rules/base/suggest.h"
#include "rules/engine/function_pages.h"

namespace sprintd::cli {
namespace {

template <typename List>
void add_ids(const List& list, std::vector<std::string_view>& ids) {
  for (const auto& declaration : list) {
    ids.push_back(declaration.id);
    ids.push_back(declaration.qualified_id);
  }
}

// The rules' names count where there are rules.
std::string nearest_topic(const ruleset::RuleSet* rules, std::string_view topic) {
  if (const auto whole = engine::function_ending_in(topic)) return fmt::format("did you mean '{}'?", *whole);
  const auto functions = engine::function_names();
  std::vector<std::string_view> names(functions.begin(), functions.end());
  if (rules != nullptr) {
    add_ids(rules->rules, names);
    add_ids(rules->authorities, names);
    add_ids(rules->limits, names);
  }
  for (const auto& code : all_codes()) names.push_back(code.name);
  for (const auto code : all_lints()) names.push_back(lint_name(code));
  const auto nearest = suggest(topic, names);
  return nearest ? fmt::format("did you mean '{}'?", *nearest) : std::string();
}

Error unknown_topic(std::string_view topic) {
  return {Code::rule_unknown, fmt::format("no rule, code, lint or function '{}'", topic)};
}

}  // namespace

Exit run_rules(const Arguments& arguments, Process& process) {
  if (!arguments.socket.empty()) return ask_for(arguments, process, "/v1/rules");
  Show show(arguments, process);
  const engine::Engine engine;
  const auto rules = load_rules(engine, pack_places(arguments, process), arguments, process, show);
  if (!rules) return rules.error();
  auto exit = Exit::clean;
  for (const auto& output : arguments.outputs) {
    exit = worse(exit, show.print(output, report::write_rules(**rules, output.format, show.style(output)), exit));
  }
  return exit;
}

Exit run_explain(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const auto& output = arguments.outputs.front();
  const auto style = show.style(output);
  const auto lint = find_lint(arguments.topic);
  auto code_name = arguments.topic;  // e0107 means E0107
  if (code_name.starts_with('e')) code_name.front() = 'E';
  if (const auto code = lint ? lint : find_code(code_name)) {
    return show.print(output, report::write_code(*code, output.format, style), Exit::clean);
  }
  if (const auto function = engine::write_function(arguments.topic, output.format, style)) {
    return show.print(output, *function, Exit::clean);
  }
  const auto places = pack_places(arguments, process);
  if (places.empty()) {
    if (auto hint = nearest_topic(nullptr, arguments.topic); !hint.empty()) {
      return show.fault(unknown_topic(arguments.topic), std::move(hint), Exit::usage);
    }
  }
  const engine::Engine engine;
  const auto rules = load_rules(engine, places, arguments, process, show);
  if (!rules) return rules.error();
  const auto* rule = (*rules)->find(arguments.topic);
  if (rule == nullptr) {
    return show.fault(unknown_topic(arguments.topic), nearest_topic(rules->get(), arguments.topic), Exit::usage);
  }
  std::expected<std::vector<packtest::Example>, Exit> shown;
  if (arguments.tests.empty()) {
    shown = examples_beside((*rules)->packs[rule->pack].file, **rules);
  } else {
    shown = read_examples(arguments.tests, **rules, show);
  }
  if (!shown) return shown.error();
  std::vector<report::RuleExample> examples;
  for (auto& example : *shown) {
    if (example.rule != rule->qualified_id) continue;
    examples.push_back({example.verdict, std::move(example.what), std::move(example.message)});
  }
  return show.print(output, report::write_rule(**rules, *rule, output.format, style, examples), Exit::clean);
}

}  // namespace sprintd::cli
