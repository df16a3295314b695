// The changes that a case makes to the backlog: other values for fields, and fields that are absent.
//
// Neighbours: document_tree.h gives the trees, test_file.h the changes; rules/backlog loads what comes out, so a value
// that a field cannot have is reported by the loader, at its place in the file of tests. Free functions.
#pragma once

#include <span>

#include "rules/base/diagnostic.h"
#include "rules/packtest/test_file.h"
#include "rules/yaml/node.h"

namespace sprintd::packtest {

// A document that is changed in place.
struct Changed {
  yaml::Node root;
  bool is_organisation = false;  // a file with the organisation's keys at its root
};

// Reports ids that no document has (or more than one kind of thing), and fields in `unset` that there are not.
void apply_changes(const Case& the_case, std::span<Changed> documents, Diagnostics& diagnostics);

}  // namespace sprintd::packtest
