// For every rule of the shipped pack: what to change in etc/packs/tests/healthy-sprint.yaml, and what the audit must then say.
//
// Neighbours: handbook_test.cc runs the rows, etc/packs/tests/healthy-sprint.yaml is what they change. Constant data.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace handbook {

struct Edit {
  std::string_view from;  // stands in the sprint exactly once
  std::string_view to;
};

struct Case {
  std::string_view rule;
  std::string_view what;  // in a word or two: "fails: too junior"
  std::vector<Edit> edits;
  std::string_view verdict;  // "pass", "fail" or "unknown": of the rule for the subject
  std::string_view subject;
  std::string_view says;  // fail: the message; unknown: the absent field; pass: empty
};

std::vector<Case> leadership_cases();  // of managers and tech leads
std::vector<Case> project_cases();     // of project leads and limits

}  // namespace handbook
