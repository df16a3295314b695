// Answers compared with files: tests/report/golden/NAME. With SPRINTD_UPDATE_GOLDEN set, the files are written instead.
//
// Neighbours: *_golden_test.cc. The inputs of all of them are golden/pack.yaml and golden/board.json.
#pragma once

#include <string>

#include "rules/engine/engine.h"

namespace sprintd::tests {

std::string golden_text(const std::string& name);
void compare_with_golden(const std::string& answer, const std::string& name);

struct Ground {
  engine::Engine engine;
  engine::RuleSetPtr rules;
  engine::BacklogPtr backlog;
};
// With the faults as a failed test.
Ground golden_ground(const std::string& pack = "pack.yaml");

}  // namespace sprintd::tests
