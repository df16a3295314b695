// Mechanical remedies: edits of the source text at exact places, so that comments, quotes and everything else stay.
//
// Neighbours: lint groups give the new text of an expression (Diagnostic::rewrite), this takes out whole declarations,
// and sprintctl check --fix applies both. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/ruleset/load_packs.h"

namespace sprintd::lint {

// Gives what can be taken out with its lines a rewrite (unused definitions), and takes rewrites of expressions back
// where their text would not stand in YAML as it is quoted there.
void settle_rewrites(const ruleset::LoadedPacks& loaded, std::vector<Diagnostic>& diagnostics);

// The text of the file with the rewrites of these diagnostics in it; of two that overlap the first counts.
struct Rewritten {
  std::string text;
  std::size_t count = 0;  // of the rewrites that were applied
};
Rewritten rewritten(std::string_view text, FileId file, const std::vector<Diagnostic>& diagnostics);

}  // namespace sprintd::lint
