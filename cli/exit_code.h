// The exit codes, as docs and scripts know them.
//
// Neighbours: every command returns one. Constant.
#pragma once

#include <cstdint>

namespace sprintd::cli {

enum class Exit : std::uint8_t {
  clean = 0,     // nothing found, or only below --fail-on; allowed
  findings = 1,  // findings at or above --fail-on; not allowed
  usage = 2,     // usage, configuration or pack invalid, nothing checked, incomplete: beats 1
  input = 3,     // input unreadable or invalid
  daemon = 4,    // daemon unreachable or too slow
  internal = 5,  // internal error; output not written
};

}  // namespace sprintd::cli
