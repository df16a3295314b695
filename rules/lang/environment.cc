#include "rules/lang/environment.h"

#include <algorithm>
#include <utility>

#include "rules/lang/parser.h"

namespace sprintd::lang {

void Definitions::add(std::string name, std::vector<std::string> parameters, SourceText body, Span name_span,
                      Diagnostics& diagnostics) {
  std::shared_ptr<const Node> tree = parse(body, diagnostics);
  all_.push_back({std::move(name), std::move(parameters), std::move(tree), name_span});
}

const Definition* Definitions::find(std::string_view name) const {
  const auto found = std::ranges::find(all_, name, &Definition::name);
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace sprintd::lang
