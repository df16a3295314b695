// One pack, read twice: what it needs, then what it says.
//
// Neighbours: load_packs.cc reads all packs with it, declarations.h reads what stands in the lists. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/base/sources.h"
#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/expressions.h"
#include "rules/ruleset/reading.h"

namespace sprintd::ruleset {

// The text as YAML, with its id, if it is in version 1 of the rule language; else nothing, and the fault is told.
std::optional<Document> read_needs(const Sources& sources, FileId file, Diagnostics& diagnostics);

// The pack's id, title, clauses and so on. Every fault of the root's keys is told here.
Pack read_head(const Document& document, const Sources& sources, Diagnostics& diagnostics);
// The names of its queues, well-formed or not: what item.queue can be in all packs.
std::vector<std::string> queue_names(const Document& document);

// What a pack says, read into reading.rules: the queues of all packs before the declarations of any, because these may
// read item.queue. Borrows everything it is made from; `index` is the pack's place in reading.rules.packs.
class PackReader {
 public:
  PackReader(const Document& document, std::uint32_t index, Expressions& expressions, Reading& reading);
  PackReader(const PackReader&) = delete;
  PackReader& operator=(const PackReader&) = delete;

  void read_queues();
  void read_declarations();

 private:
  void read_waiver(const yaml::Node& node);

  Diagnostics told_already_;  // faults of the root's keys, by read_head()
  BlockReader root_;
  PackScope pack_;
};

}  // namespace sprintd::ruleset
