// A file of pack tests, as written: packs, a backlog, and cases with what must come out.
//
// Neighbours: rules/ruleset/test_keys.def lists its keys, run_tests.h runs it. It refers to files by name and reads
// none of them. The cases point into the tree, which the TestFile owns: it moves, and is not copied.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"
#include "rules/outcome/outcome.h"
#include "rules/yaml/node.h"

namespace sprintd::packtest {

struct Named {
  std::string text;
  Span span;
};

struct ExpectedFinding {
  Named rule;  // id or pack/id
  Named subject;
  outcome::Verdict verdict = outcome::Verdict::fail;
  std::optional<std::string> message;
  Span span;
};

struct ExpectedAnswer {
  Named person, action, item, sprint;
  outcome::Decision::Answer answer = outcome::Decision::Answer::refused;
  std::optional<std::vector<Named>> clauses;  // nothing: whatever they are
};

struct Case {
  std::string name;
  Span span;
  std::string now;  // "": the file's
  std::string sprint;
  const yaml::Node* with = nullptr;   // a mapping of ids to mappings
  const yaml::Node* unset = nullptr;  // a mapping of ids to lists of names
  std::vector<Named> rules;           // empty: all
  std::optional<std::vector<ExpectedFinding>> findings;
  std::vector<Named> conflicts;          // topics; with findings
  std::optional<ExpectedAnswer> answer;  // one of the two
};

// A change of a pack that no case needs to notice, and why.
struct Explanation {
  std::string rule;
  std::string change;
  std::string reason;
  Span span;
};

// A document in the file itself, or the name of another file.
struct DocumentChoice {
  const yaml::Node* inline_root = nullptr;
  Named file;
  [[nodiscard]] bool given() const { return inline_root != nullptr || !file.text.empty(); }
};

struct TestFile {
  std::unique_ptr<const yaml::Node> root;
  std::vector<Named> packs;
  DocumentChoice backlog;
  DocumentChoice organisation;
  const yaml::Node* parameters = nullptr;  // a mapping of names to constants
  std::string now;
  std::vector<Explanation> unnoticed;
  std::vector<Case> cases;
};

// What `clauses` says where no authority speaks about the item.
constexpr std::string_view kNoAuthority = "no-authority";

// Nothing when there was a fault.
std::optional<TestFile> read_test_file(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace sprintd::packtest
