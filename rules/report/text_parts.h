// The pieces that several texts share: signs for verdicts and severities, the clause as a quote, evidence, remedies,
// times as people write them.
//
// Neighbours: audit_text.cc and decision_text.cc put pages together from these. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/base/calendar.h"
#include "rules/outcome/outcome.h"
#include "rules/report/page.h"

namespace sprintd::report {

struct Sign {
  std::string_view text;
  Ink ink;
};
Sign sign_of(Severity severity);
Sign sign_of(outcome::Verdict verdict);
constexpr Sign kUnknownSign = {"?", Ink::unknown};
constexpr Sign kGoodSign = {"✓", Ink::good};

// The short id where one pack is loaded, else the qualified one.
std::string_view spoken_id(const ruleset::RuleSet& rules, const ruleset::Declaration& declaration);

void put_clause(Page& page, const ruleset::RuleSet& rules, const ruleset::Declaration& declaration, int column);
void put_remedy(Page& page, std::string_view remedy, int column);

// The evidence that tells more than the message: what it does not say already, the shortest way.
std::vector<std::string> telling_evidence(const std::vector<outcome::EvidenceItem>& evidence, std::string_view message,
                                          bool verbose);

// "2026-03-02 09:30 Europe/Berlin"; without the zone's name for UTC: "2026-03-02 09:30 UTC".
std::string time_text(Instant instant, const TimeZone& zone);

}  // namespace sprintd::report
