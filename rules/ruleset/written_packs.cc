#include "rules/ruleset/written_packs.h"

namespace sprintd::ruleset {

void Trees::add(const yaml::Node& scalar, lang::NodePtr tree, lang::Program program) {
  trees_.insert_or_assign(Place{scalar.span.file, scalar.span.begin},
                          WrittenExpression{std::move(tree), std::move(program)});
}

const WrittenExpression* Trees::find(const yaml::Node& scalar) const {
  const auto found = trees_.find({scalar.span.file, scalar.span.begin});
  return found == trees_.end() ? nullptr : &found->second;
}

}  // namespace sprintd::ruleset
