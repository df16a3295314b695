// YAML text to a Node, or all its faults.
//
// Neighbours: node.h is the result. The one file that includes yaml-cpp is parse.cc, which uses its EventHandler (its
// own Node takes duplicate keys silently) and finds exact places by reading the source beside it. Faults: bytes that
// are not UTF-8, syntax (one, it ends the file), duplicate keys (all), merge keys, non-scalar keys, tags, several
// documents, depth and size of aliases, and plain scalars in which YAML ate part of an expression ("quote this"). Pure.
#pragma once

#include <optional>

#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"
#include "rules/yaml/node.h"

namespace sprintd::yaml {

// Nothing when there was an error. An empty text is an empty mapping.
std::optional<Node> parse_yaml(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace sprintd::yaml
