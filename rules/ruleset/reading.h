// A rule set while it is read: what the packs said so far, and what can only be judged when all of them were read.
//
// Neighbours: pack_reader.cc and declarations.cc fill it, cross_checks.cc judges across packs, load_packs.cc makes the
// RuleSet of it. Mutable, one thread; gone when loading ends.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/span.h"
#include "rules/lang/environment.h"
#include "rules/ruleset/expressions.h"
#include "rules/ruleset/rule_set.h"
#include "rules/ruleset/scopes.h"
#include "rules/ruleset/written_packs.h"

namespace sprintd::ruleset {

// A name and the place where an author wrote it.
struct Mention {
  std::string name;
  Span span;
};

struct Reading {
  RuleSet rules;
  lang::Definitions definitions;  // of all packs; a pack's index is its scope
  Trees trees;
  Diagnostics diagnostics;
  bool all_readable = true;  // false: a text was no YAML or of another version, so names may be missing
  std::vector<Mention> gated_actions;
  std::vector<Mention> waived;     // qualified ids
  std::vector<Mention> replaced;   // qualified ids
  std::set<std::string> declared;  // qualified ids, also of declarations with faults
  std::set<std::string> known_actions;
  std::map<std::string, std::vector<Override>> overrides;  // by qualified id

  // The pack that a text is; names in it mean what that pack knows.
  [[nodiscard]] std::uint32_t pack_of(FileId file) const;
};

// What the parts of one pack share while it is read.
struct PackScope {
  std::uint32_t index;  // in RuleSet::packs
  const Pack* pack;
  Expressions* expressions;
  Reading* reading;
  std::map<std::string, Span> ids;  // of rules, authorities and limits
};

}  // namespace sprintd::ruleset
