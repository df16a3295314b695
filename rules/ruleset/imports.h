// Which pack builds on which: names found among the packs loaded, versions compared, circles refused.
//
// Neighbours: load_packs.cc asks once all packs have a head; parameters.h and overrides.h follow the graph. Values.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "rules/ruleset/pack_text.h"
#include "rules/ruleset/reading.h"

namespace sprintd::ruleset {

struct Import {
  std::uint32_t pack;  // index into RuleSet::packs
  Span span;           // of its id
  const yaml::Node* parameters = nullptr;
};

struct Imports {
  std::vector<std::vector<Import>> of;  // by importing pack, in the order of the text; without what was refused
  std::vector<std::uint32_t> order;     // all packs, imported before importing
  // By importing pack: those that it imports, directly or through others.
  std::vector<std::set<std::uint32_t>> all;

  [[nodiscard]] bool reaches(std::uint32_t from, std::uint32_t to) const { return all[from].contains(to); }
};

// A pack that one of the texts imports and none of them is; each id once, from the first text that asks for it. Texts
// with faults ask for nothing, and what is no id is no pack: these are told when they are loaded. So an id may be part
// of a file's name.
struct MissingImport {
  std::string pack;
  std::string importer;  // name of the text
};
std::vector<MissingImport> missing_imports(const std::vector<PackText>& texts);

// `documents` in the order of reading.rules.packs. Fills RuleSet::Pack::imports.
Imports read_imports(const std::vector<Document>& documents, Reading& reading);

}  // namespace sprintd::ruleset
