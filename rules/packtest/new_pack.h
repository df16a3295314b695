// A first pack and its tests, to be changed: what `sprintctl new` writes.
//
// Neighbours: cli/ writes the texts to files. Pure.
#pragma once

#include <string>
#include <string_view>

namespace sprintd::packtest {

struct NewPack {
  std::string pack;  // NAME.yaml
  std::string test;  // NAME.test.yaml, beside it
};

// `id` has the letters of a pack's id.
NewPack new_pack(std::string_view id);

}  // namespace sprintd::packtest
