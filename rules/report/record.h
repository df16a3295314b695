// What a log of decisions says about an answer: question, verdict and reasons, as members of a JSON object.
//
// Neighbours: rules/engine/answer.h hands them out beside the answer; the daemon adds who asked, when, and about which
// texts. docs/decision-log.md is the description. Pure.
#pragma once

#include <string>

#include "rules/outcome/outcome.h"

namespace sprintd::report {

// Without the braces: "kind":"decision","question":{...},"answer":"refused","reasons":[...]
std::string decision_record(const outcome::Decision& decision);
// ..."kind":"audit","question":{...},"answer":"complete","findings":[...],"left_out":0; at most kMostFindings findings.
std::string audit_record(const outcome::Audit& audit);

constexpr std::size_t kMostFindings = 1'000;

}  // namespace sprintd::report
