#include "rules/packtest/compare.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <tuple>

#include "rules/packtest/source_words.h"

namespace sprintd::packtest {
namespace {

using outcome::DeclarationRef;
using outcome::Verdict;

struct Found {
  const ruleset::Declaration* rule;
  std::string subject;
  Verdict verdict;
  std::string message;
  std::vector<outcome::EvidenceItem> evidence;
  bool expected = false;
};

class FindingComparison {
 public:
  FindingComparison(const Case& the_case, const outcome::Audit& audit, CaseResult& result)
      : case_(the_case), audit_(audit), rules_(*audit.rules), result_(result) {
    for (const auto& name : case_.rules) chosen_.insert(rules_.find(name.text));
  }

  void run() {
    check_that_rules_spoke();
    check_conflicts();
    gather();
    for (const auto& finding : *case_.findings) look_for(finding);
    for (const auto& found : found_) {
      if (!found.expected) add(Difference::Kind::unexpected, found);
    }
    std::ranges::sort(result_.differences, {},
                      [](const Difference& d) { return std::tie(d.rule, d.subject, d.kind, d.verdict); });
  }

 private:
  [[nodiscard]] bool is_chosen(const ruleset::Declaration& rule) const {
    return chosen_.empty() || chosen_.contains(&rule);
  }

  void check_that_rules_spoke() {
    if (audit_.nothing_checked && chosen_.empty()) {
      result_.problems.emplace_back("no rule was evaluated: they speak about nothing in this backlog");
      return;
    }
    for (const auto& row : audit_.tallies) {
      const auto& tally = row.tally;
      const auto& rule = outcome::declaration(rules_, row.declaration);
      const bool spoke = tally.pass + tally.fail + tally.unknown + tally.broken + tally.waived > 0;
      if (!chosen_.contains(&rule) || spoke) continue;
      const auto why = row.in_force      ? std::string("speaks about nothing in this backlog")
                       : row.replaced_by ? fmt::format("is replaced by {} at that time",
                                                       outcome::declaration(rules_, *row.replaced_by).id)
                                         : std::string("is not in force at that time");
      result_.problems.push_back(fmt::format("{} {}, so the case shows nothing about it", rule.id, why));
    }
    const bool broken = audit_.total.broken > 0;
    if (audit_.incomplete && !broken)
      result_.problems.emplace_back("the audit was stopped by a limit of the evaluation");
  }

  void check_conflicts() {
    std::set<std::string> expected;
    for (const auto& topic : case_.conflicts) expected.insert(topic.text);
    for (const auto& conflict : audit_.conflicts) {
      const bool concerns = std::ranges::any_of(
          conflict.declarations, [&](DeclarationRef ref) { return is_chosen(outcome::declaration(rules_, ref)); });
      if (!concerns || expected.erase(conflict.topic) > 0) continue;
      std::vector<std::string_view> ids;
      for (const auto ref : conflict.declarations) {
        ids.push_back(outcome::declaration(rules_, ref).qualified_id);
      }
      result_.problems.push_back(fmt::format("{} are in conflict about '{}': all are in force at that time",
                                             fmt::join(ids, " and "), conflict.topic));
    }
    for (const auto& topic : expected) {
      result_.problems.push_back(fmt::format("nothing is in conflict about '{}' at that time", topic));
    }
  }

  void gather() {
    const auto& backlog = *audit_.backlog;
    for (const auto& finding : audit_.findings) {
      const auto& rule = outcome::declaration(rules_, finding.declaration);
      if (!is_chosen(rule)) continue;
      auto message = finding.verdict == Verdict::broken ? finding.broken_because : finding.message;
      found_.push_back({&rule, std::string(backlog.id(finding.subject.kind, finding.subject.row)), finding.verdict,
                        std::move(message), finding.evidence});
    }
    for (const auto& group : audit_.unknowns) {
      const auto& rule = outcome::declaration(rules_, group.declaration);
      if (!is_chosen(rule)) continue;
      for (const auto row : group.subjects) {
        found_.push_back({&rule,
                          std::string(backlog.id(group.kind, row)),
                          Verdict::unknown,
                          fmt::format("{} is not known", group.field),
                          {}});
      }
    }
  }

  void look_for(const ExpectedFinding& finding) {
    const auto* rule = rules_.find(finding.rule.text);
    const auto same = std::ranges::find_if(found_, [&](const Found& found) {
      return !found.expected && found.rule == rule && found.subject == finding.subject.text &&
             found.verdict == finding.verdict;
    });
    if (same == found_.end()) {
      Difference missing;
      missing.rule = rule->id;
      missing.subject = finding.subject.text;
      missing.verdict = finding.verdict;
      missing.message = finding.message.value_or("");
      missing.place = place_text(rules_.sources, rule->span);
      result_.differences.push_back(std::move(missing));
      return;
    }
    same->expected = true;
    if (!finding.message || *finding.message == same->message) return;
    add(Difference::Kind::message, *same);
    result_.differences.back().expected_message = *finding.message;
  }

  void add(Difference::Kind kind, const Found& found) {
    result_.differences.push_back({kind,
                                   found.rule->id,
                                   found.subject,
                                   found.verdict,
                                   {},
                                   found.message,
                                   found.evidence,
                                   place_text(rules_.sources, found.rule->span)});
  }

  const Case& case_;
  const outcome::Audit& audit_;
  const ruleset::RuleSet& rules_;
  CaseResult& result_;
  std::set<const ruleset::Declaration*> chosen_;
  std::vector<Found> found_;
};

using Answer = outcome::Decision::Answer;

// Did this reason decide the answer?
bool decided(const outcome::Reason& reason, Answer answer) {
  switch (answer) {
    case Answer::allowed:
      return reason.verdict == Verdict::pass;
    case Answer::refused:
      return reason.verdict == Verdict::fail || reason.kind == outcome::Reason::Kind::no_authority;
    case Answer::unknown:
      return reason.verdict == Verdict::unknown || reason.verdict == Verdict::broken;
  }
  return false;
}

std::set<std::string> clauses_of(const outcome::Decision& decision) {
  std::set<std::string> clauses;
  for (const auto& reason : decision.reasons) {
    if (!decided(reason, decision.answer)) continue;
    if (reason.kind == outcome::Reason::Kind::no_authority) {
      clauses.emplace(kNoAuthority);
    } else {
      const auto& rule = outcome::declaration(*decision.rules, reason.declaration);
      if (!rule.because.empty()) clauses.insert(rule.because);
    }
  }
  return clauses;
}

std::string listed(const std::set<std::string>& names) {
  return names.empty() ? std::string("none") : fmt::format("{}", fmt::join(names, ", "));
}

void tell_reasons(const outcome::Decision& decision, CaseResult& result) {
  for (const auto& reason : decision.reasons) {
    if (reason.kind == outcome::Reason::Kind::no_authority) {
      result.problems.push_back(reason.message);
      continue;
    }
    const auto& rule = outcome::declaration(*decision.rules, reason.declaration);
    result.differences.push_back({Difference::Kind::reason,
                                  rule.id,
                                  std::string(decision.backlog->id(backlog::EntityKind::item, decision.item)),
                                  reason.verdict,
                                  {},
                                  reason.message,
                                  reason.evidence,
                                  place_text(decision.rules->sources, rule.span)});
  }
}

}  // namespace

void compare_findings(const Case& the_case, const outcome::Audit& audit, CaseResult& result) {
  FindingComparison(the_case, audit, result).run();
}

void explain_missing(const outcome::Audit& audit, const std::vector<outcome::Quiet>& quiet, CaseResult& result) {
  for (auto& difference : result.differences) {
    if (difference.kind != Difference::Kind::missing) continue;
    const auto is_about = [&](const outcome::Quiet& one) {
      return one.declaration->id == difference.rule &&
             audit.backlog->id(one.subject.kind, one.subject.row) == difference.subject;
    };
    const auto found = std::ranges::find_if(quiet, is_about);
    if (found == quiet.end()) continue;
    difference.instead = found->verdict == Verdict::pass ? "it passes" : "it does not speak about this subject";
    difference.evidence = found->evidence;
  }
}

void compare_answer(const ExpectedAnswer& expected, const outcome::Decision& decision, CaseResult& result) {
  const auto found = clauses_of(decision);
  if (decision.answer != expected.answer) {
    result.problems.push_back(fmt::format("expected the answer '{}', and it is '{}'",
                                          outcome::answer_name(expected.answer),
                                          outcome::answer_name(decision.answer)));
    return tell_reasons(decision, result);
  }
  std::set<std::string> wanted;
  if (expected.clauses) {
    for (const auto& clause : *expected.clauses) wanted.insert(clause.text);
    if (wanted != found) {
      result.problems.push_back(fmt::format("expected the clauses {}, and they are {}", listed(wanted), listed(found)));
      return tell_reasons(decision, result);
    }
  }
  // Whatever the rules say, an item that no authority speaks about is refused.
  if (found.contains(std::string(kNoAuthority)) && !wanted.contains(std::string(kNoAuthority))) {
    result.problems.push_back(
        fmt::format("it is refused only because no authority speaks about it; where that is meant, write clauses: [{}]",
                    kNoAuthority));
  }
}

}  // namespace sprintd::packtest
