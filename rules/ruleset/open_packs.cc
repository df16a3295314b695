#include "rules/ruleset/open_packs.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <tuple>
#include <utility>

#include "rules/ruleset/cross_checks.h"
#include "rules/ruleset/define_section.h"
#include "rules/ruleset/pack_reader.h"
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

}  // namespace

lang::Field* queue_field(lang::Schema& schema) {
  const auto item = schema.find("item");
  if (!item) return nullptr;
  auto& fields = schema.entity(*item).fields;
  const auto queue = std::ranges::find(fields, "queue", &lang::Field::name);
  return queue == fields.end() ? nullptr : &*queue;
}

OpenedPacks open_packs(std::vector<PackText> texts, const lang::Schema& schema, const PackSettings& settings) {
  OpenedPacks opened{.reading = {}, .documents = {}, .schema = schema, .imports = {}};
  auto& [reading, documents, own_schema, imports] = opened;
  sort_texts(texts);
  documents = read_documents(std::move(texts), reading);
  check_pack_ids(documents, reading.diagnostics);
  if (reading.all_readable) name_queues(documents, own_schema);
  for (const auto& document : documents) {
    reading.rules.packs.push_back(read_head(document, reading.rules.sources, reading.diagnostics));
  }
  if (settings.sign_offs) check_sign_offs(*settings.sign_offs, reading);
  imports = read_imports(documents, reading);
  read_all_definitions(documents, imports, own_schema, reading);
  read_parameters(documents, imports, settings.parameters, own_schema, reading);
  return opened;
}

}  // namespace sprintd::ruleset
