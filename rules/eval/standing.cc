#include "rules/eval/standing.h"

#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sprintd::eval {

using outcome::Conflict;
using outcome::DeclarationRef;

Standing::Standing(const ruleset::RuleSet& rules, const TimeZone& zone)
    : rules_(&rules), by_id_(outcome::all_declarations(rules)) {
  std::unordered_map<std::string_view, DeclarationRef> known;
  terms_[static_cast<std::size_t>(outcome::DeclarationKind::rule)].resize(rules.rules.size());
  terms_[static_cast<std::size_t>(outcome::DeclarationKind::authority)].resize(rules.authorities.size());
  terms_[static_cast<std::size_t>(outcome::DeclarationKind::limit)].resize(rules.limits.size());
  for (const auto ref : by_id_) {
    const auto& declaration = outcome::declaration(rules, ref);
    known.emplace(declaration.qualified_id, ref);
    terms_[static_cast<std::size_t>(ref.kind)][ref.index].window = read_window(declaration.effective, zone);
  }
  for (const auto ref : by_id_) {
    const auto replaced = known.find(outcome::declaration(rules, ref).replaces);
    if (replaced == known.end()) continue;
    terms_[static_cast<std::size_t>(replaced->second.kind)][replaced->second.index].replacers.push_back(ref);
  }
}

// One that is replaced itself still keeps out what it replaces: of a chain, the newest is in force alone.
std::optional<DeclarationRef> Standing::replaced_by(DeclarationRef ref, Instant now) const {
  for (const auto replacer : term(ref).replacers) {
    if (term(replacer).window.contains(now)) return replacer;
  }
  return std::nullopt;
}

bool Standing::in_force(DeclarationRef ref, Instant now) const {
  return term(ref).window.contains(now) && !replaced_by(ref, now);
}

std::vector<Conflict> Standing::conflicts(Instant now) const {
  std::map<std::string_view, std::vector<DeclarationRef>> topics;
  for (const auto ref : by_id_) {
    if (in_force(ref, now)) topics[outcome::declaration(*rules_, ref).topic].push_back(ref);
  }
  std::vector<Conflict> conflicts;
  for (auto& [topic, declarations] : topics) {
    if (declarations.size() > 1) conflicts.push_back({std::string(topic), std::move(declarations)});
  }
  return conflicts;
}

}  // namespace sprintd::eval
