// What the packs say, compiled: the one immutable thing that decides and audits.
//
// Neighbours: load_packs() (load_packs.h) makes it from YAML, rules/eval runs it over a backlog, rules/report asks it
// for the text behind a finding. Every expression is a Program over the variables of Slot. Immutable: share it between
// threads as shared_ptr<const RuleSet>.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/calendar.h"
#include "rules/base/code.h"
#include "rules/base/lint_level.h"
#include "rules/base/sources.h"
#include "rules/base/span.h"
#include "rules/lang/program.h"
#include "rules/lang/template.h"

namespace sprintd::ruleset {

// The variables that expressions of packs may read, by their slot in the Activation.
enum class Slot : std::uint16_t { sprint, org, now, item, person, project, team };
constexpr std::size_t kSlots = 7;
constexpr std::size_t slot_index(Slot slot) { return static_cast<std::size_t>(slot); }

enum class SubjectKind : std::uint8_t { item, person, project, team, sprint, organisation };
std::string_view subject_kind_name(SubjectKind kind);  // "item"

struct Clause {
  std::string id;
  std::string text;
  Span span;
};

// When a declaration is in force. Dates without a zone are days of the organisation, so they stay text until a backlog
// is there; rules/eval/window.h reads them.
struct Effective {
  std::string from;   // "" : always was
  std::string until;  // "" : always will be
};

// A pack changed keys of a declaration that it imports.
struct Override {
  std::uint32_t pack = 0;  // that changes it
  std::string reason;
  std::vector<std::string> keys;  // "severity", ...
  Span span;
};

// What rules, authorities and limits have in common.
struct Declaration {
  std::uint32_t pack = 0;    // index into RuleSet::packs
  std::string id;            // unique in its pack
  std::string qualified_id;  // "engineering-leadership/one-project-each"
  Span span;                 // of its id in the pack
  Severity severity = Severity::error;
  Severity if_unknown = Severity::note;
  std::string because;  // clause id; may name a clause the pack lacks (a lint)
  struct ClauseRef {
    std::uint32_t pack = 0;   // its own, or one that it imports
    std::uint32_t index = 0;  // into the pack's clauses
    friend bool operator==(const ClauseRef&, const ClauseRef&) = default;
  };
  std::optional<ClauseRef> clause;
  lang::Template message;  // may be empty: a default is made of the condition's text
  lang::Template remedy;
  Effective effective;
  std::string topic;     // its id, if it does not say
  std::string replaces;  // qualified id of one that is not in force while this one is; "" : none
  Span replaces_span;
  std::string waivable_by;                     // role of the approver of a waiver; "" : anybody but the subject
  std::optional<std::uint32_t> waiver_budget;  // how many waivers of it may be in use at once
  std::vector<Override> overrides;             // that made it what it is, in the order in which they were laid over it
};

struct Rule : Declaration {
  SubjectKind subject = SubjectKind::item;
  bool over_backlog = false;  // items: all, not only those of the sprint
  lang::Program where;        // empty: all
  lang::Program require;
  std::string require_text;  // as written
  Span require_span;
  std::vector<std::string> gates;  // actions
  bool reads_sprint = true;        // else evaluated once for all sprints
};

struct Authority : Declaration {
  std::string action;
  lang::Program items;  // empty: all items
  lang::Program allow;  // over person and item
  std::string allow_text;
  Span allow_span;
  lang::Program recorded;     // empty: no audit of the record
  lang::Program recorded_at;  // empty: as of `now`
  Span recorded_span;
  std::string recorded_text;
};

struct Limit : Declaration {
  SubjectKind subject = SubjectKind::sprint;
  lang::Program where;  // over the subject
  lang::Program items;  // over item and the subject
  lang::Program sum;    // over item: a number
  std::string sum_text;
  lang::Program at_most;  // over the subject: a number; one of the two at least
  lang::Program at_least;
  std::string at_most_text, at_least_text;
  Span sum_span;
};

struct Queue {
  std::string name;
  lang::Program matches;  // over item
  std::uint32_t pack = 0;
  Span span;
};

struct Waiver {
  std::uint32_t pack = 0;
  std::string rule;     // qualified id
  std::string subject;  // id
  std::string reason;
  std::string approved_by;
  std::string from;           // first day; "" : always was
  std::string until;          // last day; "" : no end
  std::uint32_t sprints = 0;  // for so many, from the first that ends on or after `from`; 0: no count
  Span span;
};

// A value that whoever uses the pack may set; expressions read it as params.NAME.
struct Parameter {
  std::string name;
  std::string doc;
  std::string type;   // "double"
  std::string value;  // in force, as an expression
  std::string default_value;
  std::string set_by;  // id of the pack that imports it, "--param", or "" for the default
  Span span;           // of its name, in its pack
};

struct Pack {
  std::string id;
  std::string version;  // "1.2"; "" when it does not say
  std::string title;
  std::string owner;
  std::string source_document, source_revision;
  std::string file;  // as given
  FileId file_id = FileId::none;
  Span id_span;
  struct Signer {
    std::string person;  // id
    Span span;           // in the list of sign-offs
  };
  bool needs_signature = false;   // a list of sign-offs was given, and the pack has an owner
  std::vector<Signer> signed_by;  // of its text as it is
  std::vector<Clause> clauses;
  std::vector<Parameter> parameters;
  std::vector<std::uint32_t> imports;  // indexes into RuleSet::packs
  LintLevels lint_levels;              // what `lints` says
};

struct RuleSet {
  std::vector<Pack> packs;             // by id
  std::vector<Queue> queues;           // in the order of packs, then of their text; the first that matches
  std::vector<Authority> authorities;  // each list sorted by qualified id
  std::vector<Rule> rules;
  std::vector<Limit> limits;
  std::vector<Waiver> waivers;
  std::vector<std::string> actions;  // all that authorities know, sorted
  // Levels named by seniority("...") literals with their places: checked when an organisation is there.
  struct NamedLevel {
    std::string level;
    Span span;
  };
  std::vector<NamedLevel> named_levels;
  // "sha256:..." over the texts of the packs, in the order of their ids, and the parameters set from outside.
  std::string digest;
  Sources sources;

  [[nodiscard]] const Clause* clause_of(const Declaration& declaration) const;
  // By id or qualified id, over rules, authorities and limits; null when none or more than one pack has it.
  [[nodiscard]] const Declaration* find(std::string_view id) const;
};

}  // namespace sprintd::ruleset
