// An audit in numbers: what the summary of every format says.
//
// Neighbours: audit_json.cc and audit_text.cc show it. Pure.
#pragma once

#include <array>
#include <cstddef>

#include "rules/outcome/outcome.h"

namespace sprintd::report {

struct AuditCount {
  std::array<std::size_t, 3> by_severity{};  // findings that failed or broke
  std::array<std::size_t, 3> unknown_by_severity{};
  std::size_t waived = 0;
  std::size_t idle_waivers = 0;  // that waive nothing
  std::size_t spoke = 0;         // declarations that reached a verdict
  std::size_t silent = 0;        // in force, but nothing was theirs to judge
  std::size_t not_in_force = 0;
  [[nodiscard]] std::size_t findings() const { return by_severity[0] + by_severity[1] + by_severity[2]; }
  [[nodiscard]] std::size_t unknown() const {
    return unknown_by_severity[0] + unknown_by_severity[1] + unknown_by_severity[2];
  }
};

AuditCount count(const outcome::Audit& audit);
bool has_spoken(const outcome::Tally& tally);
// Items of the audited sprints.
std::size_t count_items(const outcome::Audit& audit);

}  // namespace sprintd::report
