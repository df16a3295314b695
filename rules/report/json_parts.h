// The pieces that several JSON answers share: places, declarations with their clause, subjects, evidence, packs.
//
// Neighbours: audit_json.cc, decision_json.cc and rules_text.cc put answers together from these. Pieces that repeat in
// an answer (a rule's place and clause) are written once and copied. Borrows the Audit's or Decision's snapshots; one
// thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/places.h"
#include "rules/json/writer.h"
#include "rules/outcome/outcome.h"
#include "rules/report/names.h"
#include "rules/report/report.h"

namespace sprintd::report {

void write_place(json::Writer& json, Span span, PlaceFinder& places);
void write_evidence(json::Writer& json, const std::vector<outcome::EvidenceItem>& evidence);
// The members that say by which rules: digest, packs.
void write_packs(json::Writer& json, const ruleset::RuleSet& rules);

class JsonParts {
 public:
  JsonParts(const ruleset::RuleSet& rules, const backlog::Backlog& backlog);

  // Members "rule" and "place".
  void declaration(json::Writer& json, outcome::DeclarationRef ref);
  // Member "clause": {id, text}, or null.
  void clause(json::Writer& json, outcome::DeclarationRef ref);
  // {kind, id, name, place}; `place` has the JSON pointer too.
  void subject(json::Writer& json, backlog::EntityKind kind, table::Row row);
  // {id, name} of a row, or null for none.
  void reference(json::Writer& json, backlog::EntityKind kind, table::Row row);

  PlaceFinder& pack_places() { return pack_places_; }

 private:
  struct Written {
    std::string rule, place, clause;  // JSON values
  };
  const Written& written(outcome::DeclarationRef ref);

  const ruleset::RuleSet* rules_;
  const backlog::Backlog* backlog_;
  Names names_;
  PlaceFinder pack_places_;
  PlaceFinder input_places_;
  std::map<std::pair<outcome::DeclarationKind, std::uint32_t>, Written> written_;
};

}  // namespace sprintd::report
