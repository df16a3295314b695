// The first half of loading: what the names in packs mean, whatever is wrong with the rest.
//
// Neighbours: load_packs() (load_packs.h) goes on from here to a RuleSet; rules/editor stops here, since a pack that is
// being written seldom loads. Pure; the result is for one thread.
#pragma once

#include <vector>

#include "rules/lang/schema.h"
#include "rules/ruleset/imports.h"
#include "rules/ruleset/load_packs.h"
#include "rules/ruleset/reading.h"

namespace sprintd::ruleset {

struct OpenedPacks {
  Reading reading;                  // packs with their heads, definitions and parameters; no declarations yet
  std::vector<Document> documents;  // in the order of reading.rules.packs
  lang::Schema schema;              // item.queue is one of the queues of the packs
  Imports imports;                  // points into `documents`
};

// Texts that are no YAML, or of another version of the language, are left out.
OpenedPacks open_packs(std::vector<PackText> texts, const lang::Schema& schema, const PackSettings& settings = {});

// The field item.queue; null when the schema has none.
lang::Field* queue_field(lang::Schema& schema);

}  // namespace sprintd::ruleset
