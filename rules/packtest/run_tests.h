// Runs files of pack tests: each case loads the backlog with its changes, asks, and compares.
//
// Neighbours: test_file.h is what is run, compare.h tells expected from found, rules/engine answers; the writers in
// report_*.cc show results. Reads no file itself: the caller gives a function that does. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/result.h"
#include "rules/base/sources.h"
#include "rules/base/span.h"
#include "rules/engine/engine.h"
#include "rules/outcome/outcome.h"
#include "rules/packtest/coverage.h"

namespace sprintd::packtest {

// Diagnostics, and what they point into.
struct Faults {
  std::vector<Diagnostic> diagnostics;
  Sources sources;
};

// A line of the comparison: a finding, or the reason of an answer.
struct Difference {
  enum class Kind : std::uint8_t {
    missing,     // expected, and not found
    unexpected,  // found, and not expected
    message,     // found with another message
    reason,      // of an answer that is not the expected one
  };
  Kind kind = Kind::missing;
  std::string rule;  // as the packs name it
  std::string subject;
  outcome::Verdict verdict = outcome::Verdict::fail;
  std::string expected_message;  // Kind::message
  std::string message;           // of what was found
  std::vector<outcome::EvidenceItem> evidence;
  std::string place;         // of the rule: "team.yaml:14:9"
  std::string instead = {};  // Kind::missing: what the rule says of the subject: "it passes"
};

struct CaseResult {
  std::string name;
  std::string place;                  // "team.test.yaml:9:11"
  Span span;                          // the same, as bytes of the file of tests
  std::vector<std::string> problems;  // what else is wrong, in sentences
  std::vector<Difference> differences;
  bool faulty = false;  // it could not be run: FileResult::faults say why
  [[nodiscard]] bool passed() const { return problems.empty() && differences.empty() && !faulty; }
};

// See TestFile::unnoticed.
struct ExplainedChange {
  std::string rule, change, reason;
  std::string place;  // of the explanation
};

struct FileResult {
  std::string name;
  std::vector<Faults> faults;  // of the file, its packs and its backlog
  std::vector<CaseResult> cases;
  std::vector<std::string> packs;             // the files that it names, as they were asked for
  std::vector<std::string> imported;          // the files of packs that these import
  std::vector<ExplainedChange> explanations;  // of changes that need not be noticed
  PackCoverage coverage;                      // of the packs by these cases, when it was asked for
  bool was_read = false;  // the cases are known, and were run unless a pack or document was at fault
};

using ReadFile = std::function<Result<std::string>(const std::string& path)>;

struct Options {
  std::string run =
      {};  // only cases in whose name this is found; * and ? stand for any text and any character. Empty: all
  bool coverage = false;
  bool stop_early = false;                    // after the first case that does not pass
  std::vector<std::string> pack_places = {};  // folders for imported packs that do not lie beside their importer
};

FileResult run_tests(const engine::Engine& engine, std::string name, std::string text, const Options& options,
                     const ReadFile& read_file);

}  // namespace sprintd::packtest
