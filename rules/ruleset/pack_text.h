// A pack as its author wrote it.
//
// Neighbours: callers of load_packs() (load_packs.h) read the files. A value.
#pragma once

#include <string>

namespace sprintd::ruleset {

struct PackText {
  std::string name;  // the file's name, for messages
  std::string text;
};

}  // namespace sprintd::ruleset
