// One pack, read twice: what it needs, then what it says.
//
// Neighbours: load_packs.cc reads all packs with it, declarations.h reads what stands in the lists. Free functions.
#pragma once

#include <optional>

#include "rules/base/sources.h"
#include "rules/ruleset/reading.h"
#include "rules/ruleset/scopes.h"

namespace sprintd::ruleset {

// The text as YAML, with its id, if it is in version 1 of the rule language; else nothing, and the fault is told.
std::optional<Document> read_needs(const Sources& sources, FileId file, Diagnostics& diagnostics);

// The pack's id, title, clauses and so on. Every fault of the root's keys is told here.
Pack read_head(const Document& document, const Sources& sources, Diagnostics& diagnostics);
// Its definitions, queues and declarations, into reading.rules; `index` is the pack's place in reading.rules.packs.
void read_body(const Document& document, std::uint32_t index, const Scopes& scopes, Reading& reading);
// The names of its queues, well-formed or not: what item.queue can be in all packs.
std::vector<std::string> queue_names(const Document& document);

}  // namespace sprintd::ruleset
