#include "rules/ruleset/load_packs.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "rules/ruleset/cross_checks.h"
#include "rules/ruleset/digest.h"
#include "rules/ruleset/pack_reader.h"
#include "rules/ruleset/reading.h"
#include "rules/ruleset/scopes.h"

namespace sprintd::ruleset {
namespace {

// By name first: the order in which files were named changes no answer and no diagnostic.
void sort_texts(std::vector<PackText>& texts) {
  std::ranges::sort(texts, {}, [](const PackText& text) { return std::tie(text.name, text.text); });
}

std::vector<Document> read_documents(std::vector<PackText> texts, Reading& reading) {
  std::vector<Document> documents;
  for (auto& text : texts) {
    const auto name = text.name;
    const auto file = reading.rules.sources.add(std::move(text.name), std::move(text.text));
    if (!file) {
      reading.diagnostics.add(file.error().code, {}, file.error().message);
      reading.all_readable = false;
      continue;
    }
    auto document = read_needs(reading.rules.sources, *file, reading.diagnostics);
    reading.all_readable = reading.all_readable && document.has_value();
    if (document) documents.push_back(std::move(*document));
  }
  std::ranges::stable_sort(documents, {}, &Document::id);
  return documents;
}

// The schema of this rule set: item.queue is one of the queues of its packs.
lang::Schema with_queues(const lang::Schema& schema, const std::vector<Document>& documents, bool all_readable) {
  auto result = schema;
  const auto item = result.find("item");
  if (!item || !all_readable) return result;
  auto& fields = result.entity(*item).fields;
  const auto queue = std::ranges::find(fields, "queue", &lang::Field::name);
  if (queue == fields.end()) return result;
  queue->values = {"unclassified"};
  for (const auto& document : documents) std::ranges::move(queue_names(document), std::back_inserter(queue->values));
  std::ranges::sort(queue->values);
  const auto repeated = std::ranges::unique(queue->values);
  queue->values.erase(repeated.begin(), repeated.end());
  return result;
}

// The orders that rule_set.h promises.
void settle(RuleSet& rules, const std::set<std::string>& actions) {
  std::ranges::stable_sort(rules.authorities, {}, &Declaration::qualified_id);
  std::ranges::stable_sort(rules.rules, {}, &Declaration::qualified_id);
  std::ranges::stable_sort(rules.limits, {}, &Declaration::qualified_id);
  rules.actions.assign(actions.begin(), actions.end());

  auto& levels = rules.named_levels;
  const auto place = [](const RuleSet::NamedLevel& level) { return std::tie(level.span.file, level.span.begin); };
  std::ranges::sort(levels, {}, place);
  const auto repeated = std::ranges::unique(levels, {}, place);
  levels.erase(repeated.begin(), repeated.end());

  std::vector<std::string_view> texts;
  for (const auto& pack : rules.packs) texts.push_back(rules.sources.text(pack.file_id));
  rules.digest = digest_of(texts);
}

}  // namespace

LoadedPacks load_packs(std::vector<PackText> texts, const lang::Schema& schema) {
  Reading reading;
  sort_texts(texts);
  const auto documents = read_documents(std::move(texts), reading);
  check_pack_ids(documents, reading.diagnostics);
  const auto own_schema = with_queues(schema, documents, reading.all_readable);
  const Scopes scopes(own_schema);
  for (const auto& document : documents) {
    reading.rules.packs.push_back(read_head(document, reading.rules.sources, reading.diagnostics));
  }
  for (std::uint32_t i = 0; i < documents.size(); ++i) read_body(documents[i], i, scopes, reading);
  check_mentions(reading);

  LoadedPacks loaded;
  loaded.diagnostics = reading.diagnostics.sorted();
  if (reading.diagnostics.has_errors()) {
    loaded.sources = std::move(reading.rules.sources);
    return loaded;
  }
  settle(reading.rules, reading.known_actions);
  loaded.rules = std::make_shared<const RuleSet>(std::move(reading.rules));
  return loaded;
}

}  // namespace sprintd::ruleset
