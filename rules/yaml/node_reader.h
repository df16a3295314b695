// A YAML tree read as a PullReader, so that one loader reads backlogs in JSON and in YAML.
//
// Neighbours: node.h, rules/base/pull.h. Borrows the Node, which must outlive the strings it gives. One thread.
#pragma once

#include <memory>

#include "rules/base/pull.h"
#include "rules/yaml/node.h"

namespace sprintd::yaml {

std::unique_ptr<PullReader> make_reader(const Node& root);

}  // namespace sprintd::yaml
