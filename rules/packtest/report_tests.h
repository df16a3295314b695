// Results of pack tests as people and programs read them. The same results give the same bytes.
//
// Neighbours: run_tests.h gives the results; rules/report has pages and the texts of diagnostics. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/packtest/run_mutations.h"
#include "rules/packtest/run_tests.h"
#include "rules/report/report.h"

namespace sprintd::packtest {

// Formats of results, in the order in which help names them.
enum class Format : std::uint8_t { text, json, junit };
std::span<const std::string_view> format_names();
std::optional<Format> find_format(std::string_view name);

struct Summary {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t faulty = 0;      // cases that could not be run
  std::size_t unreadable = 0;  // files whose cases are not known
  [[nodiscard]] std::size_t cases() const { return passed + failed + faulty; }
  [[nodiscard]] bool all_passed() const { return passed > 0 && failed + faulty + unreadable == 0; }
};
// Of all of them together; empty where it was not asked for.
PackCoverage coverage_of(const std::vector<FileResult>& files);
Summary summary_of(std::span<const FileResult> files);

// What is wrong with a case that failed, as the text shows it, without colour.
std::string details_of(const CaseResult& one);

// `mutations`: null where they were not asked for.
std::string write_results(const std::vector<FileResult>& files, const MutationReport* mutations, Format format,
                          const report::Style& style);

}  // namespace sprintd::packtest
