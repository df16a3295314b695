// What only all packs together can tell: names that one of them uses and none of them has.
//
// Neighbours: load_packs.cc calls it once everything was read (reading.h). Free functions.
#pragma once

#include <vector>

#include "rules/ruleset/reading.h"

namespace sprintd::ruleset {

// Reports packs with the same id. `documents` are sorted by id.
void check_pack_ids(const std::vector<Document>& documents, Diagnostics& diagnostics);
// Reports gates, waivers and replacements of what no pack has. Silent when a text could not be read: it may have them.
void check_mentions(Reading& reading);
// Reports declarations that replace each other in a circle.
void check_replacements(Reading& reading);

}  // namespace sprintd::ruleset
