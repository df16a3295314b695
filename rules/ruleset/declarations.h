// Rules, authorities and limits: one mapping of a pack to one declaration of the rule set.
//
// Neighbours: BlockReader (block_reader.h) gives the values, Expressions (expressions.h) compiles them. A declaration
// with faults is read to its end, so that every fault is told. Free functions.
#pragma once

#include <string>
#include <string_view>

#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/reading.h"
#include "rules/ruleset/rule_set.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

Authority read_authority(const yaml::Node& block, PackScope& pack);
Rule read_rule(const yaml::Node& block, PackScope& pack);
Limit read_limit(const yaml::Node& block, PackScope& pack);

// "ready" as its pack's "team/ready"; a name that has its pack stays.
std::string qualified(std::string_view name, const Pack& pack);
// Reports a window that ends before it starts; `dates` has its keys, `block` is what it is of.
void check_window(const Effective& window, const BlockReader& dates, BlockReader& block);

}  // namespace sprintd::ruleset
