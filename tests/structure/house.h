// The five rules of the house, as functions over a source tree: each returns the faults it finds, as sentences.
//
// Neighbours: structure_test.cc runs them over this repository and over small broken trees. They read files and keep
// nothing.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace structure {

using Faults = std::vector<std::string>;

// cmake/layers.txt: each folder and the folders that it may include.
struct Layers {
  std::map<std::string, std::set<std::string>> may_include;
};
Layers read_layers(const std::filesystem::path& root);

// Rule 1: a folder includes only itself and what the list names; no cycle; every folder with sources is in the list.
Faults check_layers(const std::filesystem::path& root);
// Rule 2: no source above 500 lines, no header above 250.
Faults check_lengths(const std::filesystem::path& root);
// Rule 3: one library, one owner.
Faults check_owners(const std::filesystem::path& root);
// Rule 4: file names are unique. (That every header compiles alone is the build's target `headers_alone`.)
Faults check_names(const std::filesystem::path& root);
// Rule 5: every path that ARCHITECTURE.md names exists.
Faults check_architecture(const std::filesystem::path& root);

}  // namespace structure
