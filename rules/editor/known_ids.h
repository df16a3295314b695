// The ids that a file of tests may name: of the backlog and the organisation that its cases start from.
//
// Neighbours: view.h collects them, completion.cc offers them. Read from the YAML alone: a backlog that does not load
// has ids too. Pure.
#pragma once

#include <string>
#include <vector>

#include "rules/backlog/fields.h"
#include "rules/base/span.h"
#include "rules/yaml/node.h"

namespace sprintd::editor {

struct KnownId {
  backlog::EntityKind kind{};
  std::string id;
  std::string name;  // its title or name; may be empty
};

// Of a backlog document, or of an organisation at its root.
void add_known_ids(const yaml::Node& document, std::vector<KnownId>& ids);

}  // namespace sprintd::editor
