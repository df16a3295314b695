#include "rules/packtest/coverage.h"

#include <algorithm>

#include "rules/packtest/source_words.h"

namespace sprintd::packtest {
namespace {

using outcome::Verdict;

PartPlace place_of(PlaceFinder& places, Span span) {
  return {std::string(places.sources().name(span.file)), places.find(span)};
}

void note(RuleCoverage& coverage, Verdict verdict) {
  coverage.passed = coverage.passed || verdict == Verdict::pass;
  coverage.failed = coverage.failed || verdict == Verdict::fail;
  coverage.unknown = coverage.unknown || verdict == Verdict::unknown;
}

}  // namespace

void PackCoverage::add(const PackCoverage& other) {
  for (const auto& [id, rule] : other.rules) {
    auto& known = rules.try_emplace(id, RuleCoverage{.place = rule.place}).first->second;
    known.passed = known.passed || rule.passed;
    known.failed = known.failed || rule.failed;
    known.unknown = known.unknown || rule.unknown;
  }
  for (const auto& [place, part] : other.parts) {
    auto& known = parts.try_emplace(place, PartCoverage{.text = part.text}).first->second;
    known.holds = known.holds || part.holds;
    known.fails = known.fails || part.fails;
  }
}

std::size_t PackCoverage::wanted() const { return 3 * rules.size() + 2 * parts.size(); }

std::size_t PackCoverage::seen() const {
  std::size_t count = 0;
  for (const auto& [id, rule] : rules) {
    count += std::size_t{rule.passed} + std::size_t{rule.failed} + std::size_t{rule.unknown};
  }
  for (const auto& [place, part] : parts) count += std::size_t{part.holds} + std::size_t{part.fails};
  return count;
}

CoverageRecorder::CoverageRecorder(const ruleset::RuleSet& rules, const std::vector<std::string>& left_out)
    : rules_(rules) {
  for (const auto& pack : rules.packs) {
    if (std::ranges::find(left_out, pack.file) != left_out.end()) left_out_.insert(pack.file_id);
  }
  const auto begin = [&](const ruleset::Declaration& rule) {
    if (left_out_.contains(rule.span.file) && rule.overrides.empty()) return;
    result_.rules.emplace(rule.qualified_id, RuleCoverage{.place = place_text(rules.sources, rule.span)});
  };
  const auto add = [this](std::initializer_list<const lang::Program*> programs) {
    for (const auto* program : programs) lang::add_parts(*program, parts_);
  };
  for (const auto& rule : rules.rules) {
    begin(rule);
    add({&rule.where, &rule.require});
  }
  for (const auto& authority : rules.authorities) {
    begin(authority);
    add({&authority.items, &authority.allow});
  }
  for (const auto& limit : rules.limits) {
    begin(limit);
    add({&limit.where, &limit.items});
  }
}

RuleCoverage* CoverageRecorder::coverage_of(outcome::DeclarationRef ref) {
  const auto found = result_.rules.find(outcome::declaration(rules_, ref).qualified_id);
  return found == result_.rules.end() ? nullptr : &found->second;
}

void CoverageRecorder::see(const outcome::Audit& audit) {
  for (const auto& row : audit.tallies) {
    const auto& tally = row.tally;
    auto* coverage = coverage_of(row.declaration);
    if (coverage == nullptr) continue;
    if (tally.pass > 0) note(*coverage, Verdict::pass);
    if (tally.fail + tally.waived > 0) note(*coverage, Verdict::fail);
    if (tally.unknown > 0) note(*coverage, Verdict::unknown);
  }
}

void CoverageRecorder::see(const outcome::Decision& decision) {
  for (const auto& reason : decision.reasons) {
    if (reason.kind == outcome::Reason::Kind::no_authority) continue;
    if (auto* coverage = coverage_of(reason.declaration)) note(*coverage, reason.verdict);
  }
}

PackCoverage CoverageRecorder::result() const {
  auto result = result_;
  PlaceFinder places(rules_.sources);
  for (const auto& [span, seen] : parts_.parts) {
    // Programs have a few conditions of their own making, which stand in no pack.
    if (!span.known() || static_cast<std::size_t>(span.file) >= rules_.sources.size()) continue;
    if (left_out_.contains(span.file)) continue;
    result.parts.emplace(
        place_of(places, span),
        PartCoverage{.text = on_one_line(rules_.sources.text(span.file).substr(span.begin, span.end - span.begin)),
                     .holds = seen.holds,
                     .fails = seen.fails});
  }
  return result;
}

}  // namespace sprintd::packtest
