// Verdicts in words, where a pack gives none of its own.
//
// Neighbours: audit, decide and the ledger put findings and reasons together with it. Expressions are quoted as their
// author wrote them, on one line. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/eval/cells.h"
#include "rules/lang/evaluator.h"
#include "rules/outcome/outcome.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::eval {

// Line ends and indentation become single blanks; very long text is cut.
std::string one_line(std::string_view expression);

outcome::AbsentField absent_field(const backlog::Backlog& backlog, lang::FieldRef field);
std::string field_name(lang::FieldRef field);     // "item.pulled_by"
std::string not_known(lang::FieldRef field);      // "item.pulled_by is not known"
std::string not_known_why(lang::FieldRef field);  // "item.pulled_by is not known (who pulled it into the sprint)"

std::string does_not_hold(std::string_view condition);    // "item.points <= 8 does not hold"
std::string cannot_be_checked(const lang::Value& error);  // "cannot be checked: division by zero"
// "bob may not pull TD-12: acts_as(person, ...) does not hold"
std::string may_not(std::string_view person, std::string_view action, std::string_view item,
                    std::string_view condition);
std::string no_authority_applies(std::string_view action, std::string_view item);

std::vector<outcome::EvidenceItem> evidence_items(const lang::Evidence& evidence, const Sources& sources,
                                                  const lang::Facts& facts);

}  // namespace sprintd::eval
