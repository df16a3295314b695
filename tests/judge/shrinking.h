// Makes an expression that shows something as small as it still shows it.
//
// Neighbours: trial.cc shrinks what it found before it says it. Pure, but for what `shows` does.
#pragma once

#include <functional>

#include "tests/judge/written.h"

namespace sprintd::judge {

Written shrunk(Written expression, const std::function<bool(const Written&)>& shows);

}  // namespace sprintd::judge
