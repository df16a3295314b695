// Backlogs of any size for measurements: the same number of items gives the same bytes.
//
// Neighbours: the programs of this folder. Some 270 bytes an item; every fourth item is not ready, so an audit has a
// finding for it.
#pragma once

#include <cstddef>
#include <string>

namespace sprintd::bench {

std::string generate_backlog(std::size_t items);

}  // namespace sprintd::bench
