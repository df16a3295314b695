// What a pack changes in the declarations of packs that it imports.
//
// Neighbours: load_packs.cc lays them over the YAML before declarations are read, so a changed declaration is read, and
// its faults are told, like any other: each key at the place where it was written, in the names of that pack.
#pragma once

#include <vector>

#include "rules/ruleset/imports.h"

namespace sprintd::ruleset {

// Changes the roots of `documents`; fills reading.overrides. An importing pack's word comes after that of the packs it
// imports.
void lay_overrides(std::vector<Document>& documents, const Imports& imports, Reading& reading);

}  // namespace sprintd::ruleset
