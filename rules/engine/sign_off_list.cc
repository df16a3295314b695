#include "rules/engine/sign_off_list.h"

#include "rules/ruleset/sign_offs.h"

namespace sprintd::engine {

std::string sign_off_list(const ruleset::RuleSet& rules, std::string_view person) {
  return ruleset::write_sign_offs(rules, person);
}

}  // namespace sprintd::engine
