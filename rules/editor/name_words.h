// What editors show of names: types, docs and texts in a few words.
//
// Neighbours: completion.cc, expression_completion.cc and hover.cc share them. Pure.
#pragma once

#include <string>
#include <string_view>

#include "rules/editor/view.h"
#include "rules/lang/environment.h"
#include "rules/lang/function_reference.h"
#include "rules/ruleset/pack_keys.h"

namespace sprintd::editor {

// "a condition (bool)", "error, warning or note"
std::string value_words(const ruleset::PackKey& key);
// "TL3: No one leads two projects."; empty where it names no clause that is known.
std::string clause_words(const View& view, const Declared& declared);
// A declaration, clause or definition as its author wrote it, without the indentation of its first line.
std::string written(const View& view, Span span);
// Null where the packs have no such clause: by id or pack/id.
struct ClausePlace {
  std::uint32_t pack = 0;
  const ruleset::Clause* clause = nullptr;
};
ClausePlace find_clause(const View& view, std::string_view id);
// "is_large(i)"
std::string definition_signature(const lang::Definition& definition);

}  // namespace sprintd::editor
