#include "rules/ruleset/load_packs.h"

#include <algorithm>
#include <deque>
#include <iterator>
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
  std::ranges::sort(documents, {}, [](const Document& document) { return std::tie(document.id, document.file); });
  return documents;
}

lang::Field* queue_field(lang::Schema& schema) {
  const auto item = schema.find("item");
  if (!item) return nullptr;
  auto& fields = schema.entity(*item).fields;
  const auto queue = std::ranges::find(fields, "queue", &lang::Field::name);
  return queue == fields.end() ? nullptr : &*queue;
}

// item.queue is one of the queues of the packs, so a misspelt one is found out.
void name_queues(const std::vector<Document>& documents, lang::Schema& schema) {
  auto* queue = queue_field(schema);
  if (queue == nullptr) return;
  queue->values = {"unclassified"};
  for (const auto& document : documents) std::ranges::move(queue_names(document), std::back_inserter(queue->values));
  std::ranges::sort(queue->values);
  const auto repeated = std::ranges::unique(queue->values);
  queue->values.erase(repeated.begin(), repeated.end());
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

// The orders that rule_set.h promises.
void settle(RuleSet& rules, const std::set<std::string>& actions) {
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
  rules.digest = digest_of(texts);
}

}  // namespace

LoadedPacks load_packs(std::vector<PackText> texts, const lang::Schema& schema) {
  Reading reading;
  sort_texts(texts);
  auto documents = read_documents(std::move(texts), reading);
  check_pack_ids(documents, reading.diagnostics);
  auto own_schema = schema;
  if (reading.all_readable) name_queues(documents, own_schema);
  const Scopes scopes(own_schema);
  for (const auto& document : documents) {
    reading.rules.packs.push_back(read_head(document, reading.rules.sources, reading.diagnostics));
  }
  std::deque<PackReader> readers;
  for (std::uint32_t i = 0; i < documents.size(); ++i) readers.emplace_back(documents[i], i, scopes, reading);
  for (auto& reader : readers) reader.read_queues();
  note_dependency(reading.rules, own_schema);
  for (auto& reader : readers) reader.read_declarations();
  check_mentions(reading);
  check_replacements(reading);

  LoadedPacks loaded;
  loaded.diagnostics = reading.diagnostics.sorted();
  for (const auto& pack : reading.rules.packs) loaded.levels[pack.file_id] = pack.lint_levels;
  if (reading.diagnostics.has_errors()) {
    loaded.sources = std::move(reading.rules.sources);
    return loaded;
  }
  settle(reading.rules, reading.known_actions);
  loaded.written = std::make_shared<const Written>(std::move(documents), std::move(reading.trees));
  loaded.rules = std::make_shared<const RuleSet>(std::move(reading.rules));
  return loaded;
}

}  // namespace sprintd::ruleset
