// What evaluation found, as plain data: verdicts, findings, decisions. The word for "answer" between eval and report.
//
// Neighbours: rules/eval makes these, rules/report and the programs show them. Self-contained but for rows of the
// Backlog and indexes of the RuleSet they were made from, which an Audit or Decision keeps alive. Immutable once made.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/base/calendar.h"
#include "rules/base/code.h"
#include "rules/base/span.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::outcome {

enum class Verdict : std::uint8_t { pass, fail, unknown, broken, waived, not_applicable };
std::string_view verdict_name(Verdict verdict);  // "not_applicable"

// Which list of the RuleSet a declaration stands in, and where.
enum class DeclarationKind : std::uint8_t { rule, authority, limit };
struct DeclarationRef {
  DeclarationKind kind = DeclarationKind::rule;
  std::uint32_t index = 0;
  friend bool operator==(const DeclarationRef&, const DeclarationRef&) = default;
};
const ruleset::Declaration& declaration(const ruleset::RuleSet& rules, DeclarationRef ref);

struct Subject {
  backlog::EntityKind kind = backlog::EntityKind::item;
  table::Row row = 0;
  friend bool operator==(const Subject&, const Subject&) = default;
};

// A sub-expression that decided, and its value, both as text: {"item.points", "13"}.
struct EvidenceItem {
  std::string expression;
  std::string value;
};

// A value that was absent: "item.pulled_by" of TD-12.
struct AbsentField {
  std::string field;    // "item.pulled_by"
  std::string subject;  // id of the row that lacks it
  friend bool operator==(const AbsentField&, const AbsentField&) = default;
};

struct Finding {
  DeclarationRef declaration;
  Subject subject;
  Verdict verdict = Verdict::fail;
  Severity severity = Severity::error;  // of this verdict: if_unknown for unknown; broken is always error
  table::Row sprint = table::kNoRow;    // kNoRow: it does not depend on a sprint
  std::string message;
  std::string remedy;
  std::vector<EvidenceItem> evidence;
  AbsentField absent;          // unknown: the first; else empty
  std::string broken_because;  // broken: the language's error
  Span broken_span;            // broken: where in the pack
  std::int32_t waiver = -1;    // waived: index into RuleSet::waivers
  // The record says that the action was taken, and no authority for it applies to the item; `declaration` is then the
  // first authority of that action that reads the record.
  bool no_authority = false;
};

// Unknowns of one declaration for the same absent field, as people read them: one line, the subjects behind it.
struct UnknownGroup {
  DeclarationRef declaration;
  std::string field;  // "item.pulled_by"
  Severity severity = Severity::note;
  table::Row sprint = table::kNoRow;
  backlog::EntityKind kind = backlog::EntityKind::item;
  std::string message;  // "60 items: item.pulled_by is not known (who pulled it into the sprint)"
  std::string remedy;
  std::vector<table::Row> subjects;  // sorted by id
};

struct Tally {
  std::uint32_t pass = 0, fail = 0, unknown = 0, broken = 0, waived = 0, not_applicable = 0;
};

struct DeclarationTally {
  DeclarationRef declaration;
  bool in_force = true;  // within its effective dates
  Tally tally;
};

struct Audit {
  std::shared_ptr<const ruleset::RuleSet> rules;
  std::shared_ptr<const backlog::Backlog> backlog;
  Instant as_of{};
  std::vector<table::Row> sprints;        // audited, by start and id
  std::vector<Finding> findings;          // fail, broken, waived; sorted by severity, declaration id, subject id
  std::vector<UnknownGroup> unknowns;     // sorted likewise
  std::vector<DeclarationTally> tallies;  // every declaration, sorted by id
  Tally total;
  bool incomplete = false;       // a rule broke, or a limit of the evaluation was reached: never exit 0
  bool nothing_checked = false;  // no rule reached pass, fail, unknown, broken or waived
};

// Why not, or why yes: one authority or gate that spoke.
struct Reason {
  enum class Kind : std::uint8_t { authority, gate, no_authority };
  Kind kind = Kind::authority;
  DeclarationRef declaration;  // not for no_authority
  Verdict verdict = Verdict::pass;
  std::string message;
  std::string remedy;
  std::vector<EvidenceItem> evidence;
  AbsentField absent;
};

struct Decision {
  // allowed; refused: something said no; unknown: nothing said no, but a value is absent or an expression broke.
  enum class Answer : std::uint8_t { allowed, refused, unknown };
  std::shared_ptr<const ruleset::RuleSet> rules;
  std::shared_ptr<const backlog::Backlog> backlog;
  Answer answer = Answer::refused;
  std::string action;
  table::Row person = table::kNoRow;
  table::Row item = table::kNoRow;
  table::Row sprint = table::kNoRow;
  Instant as_of{};
  std::vector<Reason> reasons;      // all that applied, sorted by kind and id
  std::vector<table::Row> instead;  // refused or unknown: people for whom it would be allowed, by id; at most 20
};
std::string_view answer_name(Decision::Answer answer);

}  // namespace sprintd::outcome
