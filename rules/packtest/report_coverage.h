// What the tests have not seen of the packs, as people and programs read it.
//
// Neighbours: coverage.h is shown, report_tests.h puts it below the results. Free functions.
#pragma once

#include "rules/json/writer.h"
#include "rules/packtest/coverage.h"
#include "rules/report/page.h"

namespace sprintd::packtest {

// "96.2", of 100; 100 where there was nothing to see. Rounded down, so that 100 means all.
std::string percent_text(const PackCoverage& coverage);

// One line with the figures, and one for each rule and part that was not seen whole.
void put_coverage(report::Page& page, const PackCoverage& coverage);
void write_coverage(json::Writer& json, const PackCoverage& coverage);

}  // namespace sprintd::packtest
