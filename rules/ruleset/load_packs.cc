#include "rules/ruleset/load_packs.h"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <iterator>
#include <tuple>
#include <utility>

#include "rules/ruleset/cross_checks.h"
#include "rules/ruleset/define_section.h"
#include "rules/ruleset/digest.h"
#include "rules/ruleset/imports.h"
#include "rules/ruleset/overrides.h"
#include "rules/ruleset/pack_reader.h"
#include "rules/ruleset/reading.h"
#include "rules/ruleset/scopes.h"
#include "rules/ruleset/sign_offs.h"

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

std::map<FileId, std::uint32_t> packs_by_file(const std::vector<Document>& documents) {
  std::map<FileId, std::uint32_t> packs;
  for (std::uint32_t i = 0; i < documents.size(); ++i) packs[documents[i].file] = i;
  return packs;
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

// Definitions of all packs, each seen by its own pack and, where it has no name like it, by those that import that one.
void read_all_definitions(const std::vector<Document>& documents, const Imports& imports, const lang::Schema& schema,
                          Reading& reading) {
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    const auto* define = documents[i].root.find("define");
    if (define == nullptr || !define->is_mapping()) continue;
    read_definitions(*define, schema, i, reading.definitions, reading.diagnostics);
  }
  auto& definitions = reading.definitions;
  for (std::uint32_t importer = 0; importer < documents.size(); ++importer) {
    for (const auto& one : imports.of[importer]) {
      for (std::uint32_t index = 0; index < definitions.all().size(); ++index) {
        const auto& definition = definitions.at(index);
        if (definition.scope != one.pack) continue;
        const auto* known = definitions.find(definition.name, importer);
        if (known == nullptr) {
          definitions.let_in(importer, index);
        } else if (known->scope != importer) {
          auto& fault = reading.diagnostics.add(
              Code::pack_names_ambiguous, one.span, fmt::format("two imported packs define '{}'", definition.name),
              fmt::format("define '{}' here, to say what it means in this pack", definition.name));
          fault.notes.push_back({known->name_span, "defined here"});
          fault.notes.push_back({definition.name_span, "and here"});
        }
      }
    }
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
  if (settings.sign_offs) check_sign_offs(*settings.sign_offs, reading);
  const auto imports = read_imports(documents, reading);
  read_all_definitions(documents, imports, own_schema, reading);
  read_parameters(documents, imports, settings.parameters, own_schema, reading);
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
