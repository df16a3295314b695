#include "rules/lang/environment.h"

#include <algorithm>
#include <utility>

#include "rules/lang/parser.h"

namespace sprintd::lang {

void Definitions::add(std::string name, std::vector<std::string> parameters, SourceText body, Span name_span,
                      Diagnostics& diagnostics, std::uint32_t scope) {
  std::shared_ptr<const Node> tree = parse(body, diagnostics);
  all_.push_back({std::move(name), std::move(parameters), std::move(tree), name_span, scope});
}

const Definition* Definitions::find(std::string_view name, std::uint32_t scope) const {
  const auto own =
      std::ranges::find_if(all_, [&](const Definition& one) { return one.scope == scope && one.name == name; });
  if (own != all_.end()) return &*own;
  const auto admitted = std::ranges::find_if(let_in_, [&](const Admission& admission) {
    return admission.scope == scope && all_[admission.definition].name == name;
  });
  return admitted == let_in_.end() ? nullptr : &all_[admitted->definition];
}

std::vector<const Definition*> Definitions::seen_from(std::uint32_t scope) const {
  std::vector<const Definition*> seen;
  for (const auto& definition : all_) {
    if (definition.scope == scope) seen.push_back(&definition);
  }
  for (const auto& admission : let_in_) {
    if (admission.scope == scope) seen.push_back(&all_[admission.definition]);
  }
  return seen;
}

}  // namespace sprintd::lang
