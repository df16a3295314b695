// Rules, authorities and limits: one mapping of a pack to one declaration of the rule set.
//
// Neighbours: BlockReader (block_reader.h) gives the values, Expressions (expressions.h) compiles them. A declaration
// with faults is read to its end, so that every fault is told. Free functions.
#pragma once

#include "rules/ruleset/reading.h"
#include "rules/ruleset/rule_set.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

Authority read_authority(const yaml::Node& block, PackScope& pack);
Rule read_rule(const yaml::Node& block, PackScope& pack);
Limit read_limit(const yaml::Node& block, PackScope& pack);

}  // namespace sprintd::ruleset
