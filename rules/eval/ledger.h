// The books of one audit: tallies, findings, unknowns by field, waivers; sorted when it is closed.
//
// Neighbours: the parts of the audit (audit_rules.cc, audit_authorities.cc, audit_limits.cc) write into it, audit.cc
// closes it into an outcome::Audit. Passing costs an increment; only findings cost words. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rules/lang/value.h"
#include "rules/outcome/outcome.h"

namespace sprintd::eval {

class Ledger {
 public:
  Ledger(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) : rules_(&rules), backlog_(&backlog) {}

  // What follows is about this declaration. Declarations come in the order of their ids.
  void begin(outcome::DeclarationRef declaration, bool in_force, std::optional<outcome::DeclarationRef> replaced_by);

  void pass() { ++tally().pass; }
  void not_applicable() { ++tally().not_applicable; }
  // `parts`: how many items lacked the field, for a sum; 0 when it is the subject's own verdict.
  void unknown(lang::FieldRef field, outcome::Subject subject, table::Row sprint, std::uint32_t parts = 0);
  // Fail or broken.
  void add(outcome::Finding finding);
  void stop_early() { stopped_ = true; }

  // Failures with a waiver become waived, by the time and the sprints of the audit.
  void close(outcome::Audit& audit);

 private:
  struct Group {
    outcome::UnknownGroup group;
    lang::FieldRef field;  // its row means nothing
    std::uint32_t parts = 0;
  };
  outcome::Tally& tally() { return tallies_.back().tally; }
  void sort_findings();
  // The place of each row among those of its kind, by id; made once for a kind.
  const std::vector<std::uint32_t>& ranks(backlog::EntityKind kind);
  void close_groups(outcome::Audit& audit);
  void word(Group& group);

  const ruleset::RuleSet* rules_;
  const backlog::Backlog* backlog_;
  bool stopped_ = false;
  std::vector<outcome::DeclarationTally> tallies_;
  std::vector<outcome::Finding> findings_;
  std::vector<std::uint32_t> declared_;  // of each finding: the place of its declaration
  std::array<std::vector<std::uint32_t>, backlog::kEntityKinds> ranks_;
  std::vector<Group> groups_;
  std::size_t first_group_ = 0;  // of the current declaration
};

}  // namespace sprintd::eval
