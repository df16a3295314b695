// Which small changes of the packs no test notices.
//
// Neighbours: mutations.h finds the changes, run_tests.h runs the tests over each. A change that does not load says
// nothing about the tests. Reads no file itself. One thread; each change costs a run of the tests until the first case
// that fails.
#pragma once

#include <string>
#include <vector>

#include "rules/packtest/mutations.h"
#include "rules/packtest/run_tests.h"

namespace sprintd::packtest {

struct TestText {
  std::string name;
  std::string text;
};

struct MutationReport {
  struct Survivor {
    Mutation mutation;
    std::string reason;  // why the tests need not notice it, by a file of tests; empty: nobody says
  };
  std::size_t noticed = 0;
  std::vector<Survivor> survivors;       // in the order of packs and places
  std::vector<std::string> unnecessary;  // explanations of what no longer happens, in words
  [[nodiscard]] bool all_noticed_or_explained() const;
};

// Of tests that pass.
MutationReport run_mutations(const engine::Engine& engine, const std::vector<TestText>& tests,
                             const ReadFile& read_file, const std::vector<std::string>& pack_places = {});

}  // namespace sprintd::packtest
