#include "rules/ruleset/load_packs.h"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <iterator>
#include <tuple>
#include <utility>

#include "rules/base/digest.h"
#include "rules/ruleset/cross_checks.h"
#include "rules/ruleset/open_packs.h"
#include "rules/ruleset/overrides.h"
#include "rules/ruleset/pack_reader.h"
#include "rules/ruleset/reading.h"
#include "rules/ruleset/scopes.h"
#include "rules/ruleset/sign_offs.h"

namespace sprintd::ruleset {
namespace {

std::map<FileId, std::uint32_t> packs_by_file(const std::vector<Document>& documents) {
  std::map<FileId, std::uint32_t> packs;
  for (std::uint32_t i = 0; i < documents.size(); ++i) packs[documents[i].file] = i;
  return packs;
}

// A rule that reads item.queue reads what the conditions of the queues read.
void note_dependency(const RuleSet& rules, lang::Schema& schema) {
  const auto reads_sprint = [](const Queue& queue) {
    return queue.matches && queue.matches.reads(slot_index(Slot::sprint));
  };
  auto* queue = queue_field(schema);
  if (queue != nullptr && std::ranges::any_of(rules.queues, reads_sprint)) {
    queue->depends_on = static_cast<std::int32_t>(Slot::sprint);
  }
}

void lint_unused(const lang::Definitions& definitions, const Usage& usage, Diagnostics& diagnostics) {
  for (const auto& definition : definitions.all()) {
    if (usage.is_used(definition) || definition.body == nullptr) continue;
    const auto dot = definition.name.find('.');
    diagnostics.add(Code::unused_definition, definition.name_span,
                    dot == std::string::npos
                        ? fmt::format("nothing uses the definition '{}'", definition.name)
                        : fmt::format("nothing uses the parameter '{}'", definition.name.substr(dot + 1)));
  }
}

// The orders that rule_set.h promises.
void settle(RuleSet& rules, const std::set<std::string>& actions, const PackSettings& settings) {
  std::ranges::sort(rules.authorities, {}, &Declaration::qualified_id);
  std::ranges::sort(rules.rules, {}, &Declaration::qualified_id);
  std::ranges::sort(rules.limits, {}, &Declaration::qualified_id);
  rules.actions.assign(actions.begin(), actions.end());

  auto& levels = rules.named_levels;
  const auto place = [](const RuleSet::NamedLevel& level) { return std::tie(level.span.file, level.span.begin); };
  std::ranges::sort(levels, {}, place);
  const auto repeated = std::ranges::unique(levels, {}, place);
  levels.erase(repeated.begin(), repeated.end());

  std::vector<std::string_view> texts;
  for (const auto& pack : rules.packs) texts.push_back(rules.sources.text(pack.file_id));
  std::vector<std::string> set_outside;
  for (const auto& one : settings.parameters) set_outside.push_back(fmt::format("\n{}={}", one.name, one.value));
  std::ranges::sort(set_outside);
  texts.insert(texts.end(), set_outside.begin(), set_outside.end());
  rules.digest = digest_of(texts);
}

}  // namespace

LoadedPacks load_packs(std::vector<PackText> texts, const lang::Schema& schema, const PackSettings& settings) {
  auto opened = open_packs(std::move(texts), schema, settings);
  auto& [reading, documents, own_schema, imports] = opened;
  const Scopes scopes(own_schema);
  lay_overrides(documents, imports, reading);
  Expressions expressions(scopes, reading.definitions, packs_by_file(documents), reading.trees, reading.diagnostics);
  std::deque<PackReader> readers;
  for (std::uint32_t i = 0; i < documents.size(); ++i) readers.emplace_back(documents[i], i, expressions, reading);
  for (auto& reader : readers) reader.read_queues();
  note_dependency(reading.rules, own_schema);
  for (auto& reader : readers) reader.read_declarations();
  lint_unused(reading.definitions, expressions.usage(), reading.diagnostics);
  reading.rules.named_levels = expressions.usage().levels();
  check_mentions(reading);
  check_replacements(reading);
  if (settings.sign_offs) check_unowned_changes(reading);

  LoadedPacks loaded;
  loaded.diagnostics = reading.diagnostics.sorted();
  for (const auto& pack : reading.rules.packs) loaded.levels[pack.file_id] = pack.lint_levels;
  if (reading.diagnostics.has_errors()) {
    loaded.sources = std::move(reading.rules.sources);
    return loaded;
  }
  settle(reading.rules, reading.known_actions, settings);
  loaded.written = std::make_shared<const Written>(std::move(documents), std::move(reading.trees));
  loaded.rules = std::make_shared<const RuleSet>(std::move(reading.rules));
  return loaded;
}

}  // namespace sprintd::ruleset
