// Cycles of a graph over rows, each once.
//
// Neighbours: check.cc names them. Pure function; linear, without recursion.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "rules/table/column.h"

namespace sprintd::backlog {

using Successors = std::function<std::span<const table::Row>(table::Row)>;

// At least one cycle of every knot, from its smallest row on; no row is in two of them. kNoRow ends a path.
std::vector<std::vector<table::Row>> find_cycles(table::Row rows, const Successors& successors);

}  // namespace sprintd::backlog
