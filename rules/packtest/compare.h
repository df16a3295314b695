// Expected against found: what a case says must come out, and what came out.
//
// Neighbours: run_tests.cc asks, rules/outcome holds what was found. Adds to the CaseResult. Free functions.
#pragma once

#include <vector>

#include "rules/outcome/outcome.h"
#include "rules/packtest/run_tests.h"
#include "rules/packtest/test_file.h"

namespace sprintd::packtest {

// The set of findings of the chosen rules, no more and no less. A rule that is named and spoke about nothing is a
// problem too: its expectation would be met by any rule that never applies.
void compare_findings(const Case& the_case, const outcome::Audit& audit, CaseResult& result);
// Of expected findings that are missing: whether the rule passes or does not speak about the subject, and what it saw.
void explain_missing(const outcome::Audit& audit, const std::vector<outcome::Quiet>& quiet, CaseResult& result);

// The answer, and the clauses of the reasons that decided.
void compare_answer(const ExpectedAnswer& expected, const outcome::Decision& decision, CaseResult& result);

}  // namespace sprintd::packtest
