// Results of pack tests as JUnit XML, which CI systems show.
//
// Neighbours: report_tests.h calls it. The format has no standard; this is the common part of what its readers take:
// testsuites, testsuite, testcase, failure, error. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/packtest/run_tests.h"

namespace sprintd::packtest {

std::string junit_of(const std::vector<FileResult>& files);

// For the content of an element or an attribute in double quotes. Characters that XML 1.0 cannot hold become U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace sprintd::packtest
