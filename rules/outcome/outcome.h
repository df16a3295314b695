// What evaluation found, as plain data: verdicts, findings, decisions. The word for "answer" between eval and report.
//
// Neighbours: rules/eval makes these, rules/report and the programs show them. Self-contained but for rows of the
// Backlog and indexes of the RuleSet they were made from, which an Audit or Decision keeps alive. Immutable once made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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
// Every declaration, by qualified id: an order that does not hang on the order of files.
std::vector<DeclarationRef> all_declarations(const ruleset::RuleSet& rules);

// More than one declaration of a topic in force at the time of the audit.
struct Conflict {
  std::string topic;
  std::vector<DeclarationRef> declarations;  // by id
};

// What became of a waiver, at the time of the audit or for one finding.
enum class WaiverState : std::uint8_t {
  in_use,               // it waives
  unused,               // it would, but nothing is wrong
  not_yet,              // its first day is to come
  expired,              // its last day, or the last of its sprints, is past
  approver_unknown,     // nobody of that id is in the organisation
  approver_is_subject,  // nobody waives what is wrong with themselves
  approver_lacks_role,  // the rule's waivable_by, for the team of the subject
  over_budget,          // others have used up the rule's waiver_budget
};
std::string_view waiver_state_name(WaiverState state);  // "in_use"

struct WaiverUse {
  WaiverState state = WaiverState::unused;
  std::uint32_t findings = 0;  // that it waived
};

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
  std::int32_t waiver = -1;    // of its rule and subject, whether it waives or not: index into RuleSet::waivers
  WaiverState waiver_state = WaiverState::in_use;  // with a waiver: in_use when the verdict is waived, else why not
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
  bool in_force = true;  // within its effective dates, and not replaced
  Tally tally;
  std::optional<DeclarationRef> replaced_by;  // not in force for that reason
};

// A subject of which a declaration found nothing, and what it saw: kept only for who asks why there is no finding.
struct Quiet {
  const ruleset::Declaration* declaration;  // of the audited rule set
  Subject subject;
  Verdict verdict = Verdict::pass;  // pass or not_applicable
  std::vector<EvidenceItem> evidence;
};

struct Audit {
  std::shared_ptr<const ruleset::RuleSet> rules;
  std::shared_ptr<const backlog::Backlog> backlog;
  Instant as_of{};
  std::vector<table::Row> sprints;        // audited, by start and id
  std::vector<Finding> findings;          // fail, broken, waived; sorted by severity, declaration id, subject id
  std::vector<UnknownGroup> unknowns;     // sorted likewise
  std::vector<DeclarationTally> tallies;  // every declaration, sorted by id
  std::vector<WaiverUse> waivers;         // of each of RuleSet::waivers
  std::vector<Conflict> conflicts;        // by topic
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
