// How much of the packs their tests have seen: each rule to pass, to fail and to be unknown, each part of its condition
// to hold and not to.
//
// Neighbours: run_tests.cc records, report_coverage.h shows. A CoverageRecorder borrows the RuleSet; what it gives is
// plain data, by place, so that results of several files about the same packs add up. One thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "rules/base/places.h"
#include "rules/lang/evaluator.h"
#include "rules/outcome/outcome.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::packtest {

struct RuleCoverage {
  std::string place;  // "team.yaml:14:9"
  bool passed = false;
  bool failed = false;
  bool unknown = false;
};
// In reading order.
struct PartPlace {
  std::string file;
  Place place;
  friend bool operator<(const PartPlace& a, const PartPlace& b) {
    return std::tie(a.file, a.place.line, a.place.column) < std::tie(b.file, b.place.line, b.place.column);
  }
};

struct PartCoverage {
  std::string text;  // as written: "item.points <= 8"
  bool holds = false;
  bool fails = false;
};

struct PackCoverage {
  std::map<std::string, RuleCoverage> rules;  // by qualified id
  std::map<PartPlace, PartCoverage> parts;

  void add(const PackCoverage& other);
  // Three for each rule, two for each part.
  [[nodiscard]] std::size_t wanted() const;
  [[nodiscard]] std::size_t seen() const;
};

class CoverageRecorder {
 public:
  // Without what stands in the files left out, but for declarations that another pack overrides.
  CoverageRecorder(const ruleset::RuleSet& rules, const std::vector<std::string>& left_out);

  // What AuditOptions and Decider note into.
  [[nodiscard]] lang::Coverage& parts() { return parts_; }
  void see(const outcome::Audit& audit);
  void see(const outcome::Decision& decision);
  [[nodiscard]] PackCoverage result() const;

 private:
  RuleCoverage* coverage_of(outcome::DeclarationRef ref);  // null where it is left out

  const ruleset::RuleSet& rules_;
  std::set<FileId> left_out_;
  lang::Coverage parts_;
  PackCoverage result_;
};

}  // namespace sprintd::packtest
