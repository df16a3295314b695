// cel_conformance [--failures] FILE...: runs files of conformance cases and prints a table for each.
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/run_case.h"

namespace sprintd::lang::conformance {
namespace {

struct Count {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t disputed = 0;  // of those, cases that the reference implementation does not pass either
};

// Failed cases are told as they come; disputed ones apart, since they count as neither.
Count run_file(const std::string& path, const Cases& cases, bool show_failures) {
  std::map<std::string, Count> by_file;
  Count total;
  std::vector<std::string> failures;
  for (const auto& the_case : cases.all) {
    auto& count = by_file[the_case.file];
    const auto difference = run_case(the_case);
    auto Count::* which = difference.empty() ? &Count::passed : &Count::failed;
    if (the_case.disputed) which = &Count::disputed;
    ++(count.*which);
    ++(total.*which);
    if (difference.empty()) continue;
    failures.push_back(fmt::format("{}{}\n    {}\n    {}\n", the_case.id, the_case.disputed ? " (disputed)" : "",
                                   the_case.expression, difference));
  }
  fmt::print("{}\n{:<24}{:>8}{:>8}{:>10}\n", path, "file", "passed", "failed", "disputed");
  for (const auto& [file, count] : by_file) {
    fmt::print("{:<24}{:>8}{:>8}{:>10}\n", file, count.passed, count.failed, count.disputed);
  }
  fmt::print("\n");
  if (show_failures) {
    for (const auto& failure : failures) fmt::print("{}\n", failure);
  }
  return total;
}

int run(const std::vector<std::string>& arguments) {
  constexpr int kFailed = 1;
  constexpr int kUsage = 2;
  bool show_failures = false;
  std::vector<std::string> paths;
  for (const auto& argument : arguments) {
    if (argument == "--help" || argument == "-h") {
      fmt::print("usage: cel_conformance [--failures] FILE...\n");
      return 0;
    }
    if (argument == "--failures") {
      show_failures = true;
    } else if (argument.starts_with("-")) {
      fmt::print(stderr, "cel_conformance: there is no option '{}'\n", argument);
      return kUsage;
    } else {
      paths.push_back(argument);
    }
  }
  if (paths.empty()) {
    fmt::print(stderr, "usage: cel_conformance [--failures] FILE...\n");
    return kUsage;
  }
  Count total;
  for (const auto& path : paths) {
    const auto cases = read_cases(path);
    if (!cases) {
      fmt::print(stderr, "cel_conformance: {}\n", cases.error());
      return kUsage;
    }
    const auto count = run_file(path, *cases, show_failures);
    total.passed += count.passed;
    total.failed += count.failed;
    total.disputed += count.disputed;
  }
  if (total.disputed > 0) fmt::print("{} disputed, counted apart\n", total.disputed);
  fmt::print("{} passed, {} failed\n", total.passed, total.failed);
  if (total.passed + total.failed + total.disputed == 0) return kUsage;  // nothing was checked
  return total.failed > 0 ? kFailed : 0;
}

}  // namespace
}  // namespace sprintd::lang::conformance

int main(int argc, char** argv) {
  return sprintd::lang::conformance::run(std::vector<std::string>(argv + 1, argv + argc));
}
