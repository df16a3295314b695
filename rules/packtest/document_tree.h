// A backlog document as a tree that can be changed, whatever its syntax.
//
// Neighbours: rules/yaml has the tree and reads YAML, rules/json reads JSON strictly; changes.h changes the tree,
// rules/backlog loads it. Places in the tree are those of the text. Pure.
#pragma once

#include <optional>

#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"
#include "rules/yaml/node.h"

namespace sprintd::packtest {

// Nothing when there was a fault.
std::optional<yaml::Node> read_tree(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace sprintd::packtest
