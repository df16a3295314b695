#include "rules/report/json_parts.h"

namespace sprintd::report {

void write_place(json::Writer& json, Span span, PlaceFinder& places) {
  if (!span.known()) {
    json.null();
    return;
  }
  const auto place = places.find(span);
  json.begin_object();
  json.member("file", places.sources().name(span.file));
  json.member("line", place.line);
  json.member("column", place.column);
  json.end_object();
}

void write_evidence(json::Writer& json, const std::vector<outcome::EvidenceItem>& evidence) {
  json.begin_array();
  for (const auto& item : evidence) {
    json.begin_object();
    json.member("expression", std::string_view(item.expression));
    json.member("value", std::string_view(item.value));
    json.end_object();
  }
  json.end_array();
}

void write_packs(json::Writer& json, const ruleset::RuleSet& rules) {
  json.member("digest", std::string_view(rules.digest));
  json.key("packs").begin_array();
  for (const auto& pack : rules.packs) {
    json.begin_object();
    json.member("id", std::string_view(pack.id));
    json.member("title", std::string_view(pack.title));
    json.member("file", std::string_view(pack.file));
    json.end_object();
  }
  json.end_array();
}

JsonParts::JsonParts(const ruleset::RuleSet& rules, const backlog::Backlog& backlog)
    : rules_(&rules),
      backlog_(&backlog),
      names_(backlog),
      pack_places_(rules.sources),
      input_places_(backlog.sources()) {}

const JsonParts::Written& JsonParts::written(outcome::DeclarationRef ref) {
  auto [entry, is_new] = written_.try_emplace({ref.kind, ref.index});
  auto& written = entry->second;
  if (!is_new) return written;
  const auto& declaration = outcome::declaration(*rules_, ref);
  json::Writer(written.rule).value(std::string_view(declaration.qualified_id));
  json::Writer place(written.place);
  write_place(place, declaration.span, pack_places_);
  json::Writer clause(written.clause);
  const auto* said = rules_->clause_of(declaration);
  if (said == nullptr) {
    clause.null();
  } else {
    clause.begin_object();
    clause.member("id", std::string_view(said->id));
    clause.member("text", std::string_view(said->text));
    clause.end_object();
  }
  return written;
}

void JsonParts::declaration(json::Writer& json, outcome::DeclarationRef ref) {
  const auto& parts = written(ref);
  json.key("rule").raw(parts.rule);
  json.key("place").raw(parts.place);
}

void JsonParts::clause(json::Writer& json, outcome::DeclarationRef ref) { json.key("clause").raw(written(ref).clause); }

void JsonParts::subject(json::Writer& json, backlog::EntityKind kind, table::Row row) {
  const auto name = names_.name(kind, row);
  json.begin_object();
  json.member("kind", backlog::entity_name(kind));
  json.member("id", names_.id(kind, row));
  if (!name.empty()) json.member("name", name);
  json.key("place");
  const auto span = backlog_->span(kind, row);
  if (span.known()) {
    const auto place = input_places_.find(span);
    json.begin_object();
    json.member("file", backlog_->sources().name(span.file));
    json.member("line", place.line);
    json.member("column", place.column);
    json.member("pointer", std::string_view(backlog_->pointer(kind, row)));
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void JsonParts::reference(json::Writer& json, backlog::EntityKind kind, table::Row row) {
  if (row == table::kNoRow) {
    json.null();
    return;
  }
  const auto name = names_.name(kind, row);
  json.begin_object();
  json.member("id", names_.id(kind, row));
  if (!name.empty()) json.member("name", name);
  json.end_object();
}

}  // namespace sprintd::report
