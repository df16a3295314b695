// Decisions about one backlog by one rule set, one answer after the other: what repeats in them is written once and
// kept.
//
// Neighbours: report.h writes single answers with one of these, rules/engine/clerk.h keeps one. Borrows rule set and
// backlog. One thread.
#pragma once

#include <span>
#include <string>

#include "rules/report/json_parts.h"
#include "rules/report/report.h"

namespace sprintd::report {

class Scribe {
 public:
  Scribe(const ruleset::RuleSet& rules, const backlog::Backlog& backlog) : parts_(rules, backlog) {}

  std::string write(const outcome::Decision& decision, const Producer& producer, Format format, const Style& style);
  // JSON: one object with the decisions in the order of the questions, of which there is at least one.
  std::string write_all(std::span<const outcome::Decision> decisions, const Producer& producer, Format format,
                        const Style& style);

 private:
  JsonParts parts_;
};

}  // namespace sprintd::report
