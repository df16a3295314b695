#include "rules/lang/environment.h"

#include <utility>

#include "rules/lang/parser.h"

namespace sprintd::lang {

void Definitions::add(std::string name, std::vector<std::string> parameters, SourceText body, Span name_span,
                      Diagnostics& diagnostics, std::uint32_t scope) {
  std::shared_ptr<const Node> tree = parse(body, diagnostics);
  add({std::move(name), std::move(parameters), std::move(tree), name_span, scope});
}

void Definitions::add(Definition definition) {
  const auto index = static_cast<std::uint32_t>(all_.size());
  auto& names = seen_[definition.scope];
  const auto known = names.find(definition.name);
  // The scope's own comes before one that was let in; of two of its own the first stays.
  if (known == names.end()) {
    names.emplace(definition.name, index);
  } else if (all_[known->second].scope != definition.scope) {
    known->second = index;
  }
  all_.push_back(std::move(definition));
}

void Definitions::let_in(std::uint32_t scope, std::uint32_t definition) {
  seen_[scope].emplace(all_[definition].name, definition);
}

const Definition* Definitions::find(std::string_view name, std::uint32_t scope) const {
  const auto names = seen_.find(scope);
  if (names == seen_.end()) return nullptr;
  const auto found = names->second.find(name);
  return found == names->second.end() ? nullptr : &all_[found->second];
}

std::vector<const Definition*> Definitions::seen_from(std::uint32_t scope) const {
  std::vector<const Definition*> seen;
  const auto names = seen_.find(scope);
  if (names == seen_.end()) return seen;
  for (const auto& [name, index] : names->second) seen.push_back(&all_[index]);
  return seen;
}

}  // namespace sprintd::lang
