#include "rules/ruleset/rule_set.h"

namespace sprintd::ruleset {

std::string_view subject_kind_name(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::item:
      return "item";
    case SubjectKind::person:
      return "person";
    case SubjectKind::project:
      return "project";
    case SubjectKind::team:
      return "team";
    case SubjectKind::sprint:
      return "sprint";
    case SubjectKind::organisation:
      return "organisation";
  }
  return "item";
}

const Clause* RuleSet::clause_of(const Declaration& declaration) const {
  return declaration.clause ? &packs[declaration.clause->pack].clauses[declaration.clause->index] : nullptr;
}

const Declaration* RuleSet::find(std::string_view id) const {
  const bool is_qualified = id.find('/') != std::string_view::npos;
  const Declaration* found = nullptr;
  bool is_unique = true;
  const auto look_in = [&](const auto& declarations) {
    for (const auto& declaration : declarations) {
      if ((is_qualified ? declaration.qualified_id : declaration.id) != id) continue;
      is_unique = found == nullptr;
      found = &declaration;
      if (!is_unique) return;
    }
  };
  look_in(rules);
  if (is_unique) look_in(authorities);
  if (is_unique) look_in(limits);
  return is_unique ? found : nullptr;
}

}  // namespace sprintd::ruleset
