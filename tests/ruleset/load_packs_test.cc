#include "rules/ruleset/load_packs.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "rules/base/digest.h"
#include "rules/base/places.h"
#include "tests/ruleset/planning_schema.h"

namespace sprintd::ruleset {
namespace {

// The pack of the product's own description, with all that the language of packs has.
constexpr std::string_view kLeadership = R"(sprintd: 1                                  # version of the rule language
pack: engineering-leadership
title: Engineering leadership
owner: engineering_manager                  # the role that may change this pack
source: {document: Engineering Leadership, revision: 2021-05-09}

clauses:                                    # what the handbook says; rules cite these ids
  TL7: Tech Leads own the technical queue and pull its tasks into the sprint.
  PL2: The Project Lead leads the breakdown of user stories during planning.
  PL7: Teams with several projects assign different Project Leads, in rotation.

define:                                     # named expressions and functions
  technical_kinds: [tech_debt, chore, infrastructure]          # YAML lists, numbers and booleans are constants
  leads_active: person.leads.filter(p, p.state == "active")
  may_lead(p, t): p in t.members && p.track == "technical"

queues:                                     # the first that matches
  technical: item.kind in technical_kinds
  product: item.kind in ["user_story", "bug", "spike"]

authority:                                  # a decision for the caller
  - id: pull-technical-queue
    action: pull
    items: item.queue == "technical"
    allow: acts_as(person, "tech_lead", item.team)             # appointed, or by delegation at that time
    recorded: item.pulled_by                                   # whom the audit judges, as of recorded_at
    recorded_at: item.pulled_at
    because: TL7
  - id: break-down-user-stories
    action: break_down
    items: item.kind == "user_story"
    allow: person == item.project.lead
    recorded: item.broken_down_by
    because: PL2

rules:                                      # for: item | person | project | team | sprint | organisation
  - id: one-project-each
    for: person
    where: person.leads.size() > 0          # subjects it speaks about; the others are not_applicable
    require: leads_active.size() <= 1
    severity: error                         # error | warning | note; if_unknown: note is the default
    message: "${person.name} leads ${leads_active.map(p, p.name).join(', ')}"
    remedy: Hand all but one of them to teammates who lead nothing.
    because: PL7
    effective: {from: 2021-05-19}           # both ends optional
  - id: ready
    for: item                               # items of the audited sprint; over: backlog for all
    require: has(item.description) && item.acceptance_criteria.size() > 0
    gates: [pull]                           # must pass for that decision too, not only in the audit
    severity: warning
    because: TL3

limits:                                     # a linear bound: the audit checks it, the planner obeys it
  - id: capacity
    for: person                             # sums over the items assigned to them
    sum: item.points                        # sum: 1 counts
    at_most: person.capacity
    severity: error
  - id: tech-debt-share
    for: sprint
    items: item.queue == "technical"        # where: chooses subjects, items: chooses items
    sum: item.points
    at_least: 0.15 * sprint.committed
    severity: warning

waivers:                                    # they touch findings, never decisions
  - rule: engineering-leadership/one-project-each
    subject: ada
    reason: Handing over Atlas during March.
    approved_by: grace                      # waivable_by: ROLE in the rule says whose word counts
    until: 2026-04-01
)";

template <typename Declarations>
std::vector<std::string> ids(const Declarations& declarations) {
  std::vector<std::string> result;
  std::ranges::transform(declarations, std::back_inserter(result), &Declaration::qualified_id);
  return result;
}

std::string small_pack(std::string_view id, std::string_view rule) {
  return fmt::format("sprintd: 1\npack: {}\nrules:\n  - {{id: {}, for: item, require: item.points <= 8}}\n", id, rule);
}

}  // namespace

TEST_CASE("the pack of the contract loads, and only its missing clause and its unused function are remarked") {
  const auto loaded = load_text(kLeadership);
  CHECK(rendered(loaded) == R"(team.yaml:15:3: warning[E0341]: nothing uses the definition 'may_lead'
   15 |   may_lead(p, t): p in t.members && p.track == "technical"
      |   ^^^^^^^^

team.yaml:51:14: warning[E0340]: the pack has no clause 'TL3'
   51 |     because: TL3
      |              ^^^ did you mean 'TL7'?
)");
  REQUIRE(loaded.rules != nullptr);
  const auto& rules = *loaded.rules;
  REQUIRE(rules.packs.size() == 1);
  const auto& pack = rules.packs.front();
  CHECK(pack.id == "engineering-leadership");
  CHECK(pack.title == "Engineering leadership");
  CHECK(pack.owner == "engineering_manager");
  CHECK(pack.source_document == "Engineering Leadership");
  CHECK(pack.source_revision == "2021-05-09");
  CHECK(pack.file == "team.yaml");
  CHECK(pack.clauses.size() == 3);

  CHECK(rules.actions == std::vector<std::string>{"break_down", "pull"});
  REQUIRE(rules.queues.size() == 2);
  CHECK(rules.queues[0].name == "technical");
  CHECK(rules.queues[1].name == "product");
  CHECK(rules.queues[1].matches);

  REQUIRE(ids(rules.authorities) == std::vector<std::string>{"engineering-leadership/break-down-user-stories",
                                                             "engineering-leadership/pull-technical-queue"});
  const auto& pull = rules.authorities[1];
  CHECK((pull.items && pull.allow && pull.recorded && pull.recorded_at));
  CHECK(pull.allow_text == R"(acts_as(person, "tech_lead", item.team))");
  CHECK(pull.recorded_text == "item.pulled_by");
  REQUIRE(rules.clause_of(pull) != nullptr);
  CHECK(rules.clause_of(pull)->text == "Tech Leads own the technical queue and pull its tasks into the sprint.");
  CHECK_FALSE(rules.authorities[0].recorded_at);

  REQUIRE(ids(rules.rules) ==
          std::vector<std::string>{"engineering-leadership/one-project-each", "engineering-leadership/ready"});
  const auto& one_project = rules.rules[0];
  CHECK(one_project.subject == SubjectKind::person);
  CHECK((one_project.where && one_project.require));
  CHECK(one_project.message.parts.size() == 3);
  CHECK(one_project.effective.from == "2021-05-19");
  CHECK(one_project.severity == Severity::error);
  CHECK(one_project.if_unknown == Severity::note);
  CHECK_FALSE(one_project.reads_sprint);
  const auto& ready = rules.rules[1];
  CHECK(ready.severity == Severity::warning);
  CHECK(ready.gates == std::vector<std::string>{"pull"});
  CHECK(ready.because == "TL3");
  CHECK(rules.clause_of(ready) == nullptr);
  CHECK_FALSE(ready.where);
  CHECK_FALSE(ready.over_backlog);

  REQUIRE(ids(rules.limits) ==
          std::vector<std::string>{"engineering-leadership/capacity", "engineering-leadership/tech-debt-share"});
  CHECK((rules.limits[0].sum && rules.limits[0].at_most));
  CHECK_FALSE(rules.limits[0].at_least);
  CHECK(rules.limits[1].at_least_text == "0.15 * sprint.committed");
  CHECK(rules.limits[1].items);

  REQUIRE(rules.waivers.size() == 1);
  CHECK(rules.waivers[0].rule == "engineering-leadership/one-project-each");
  CHECK(rules.waivers[0].until == "2026-04-01");
}

TEST_CASE("a pack with ten faults is told all ten") {
  const auto loaded = load_text(R"(sprintd: 1
pack: Team
titel: Ten faults
define:
  item: 1
rules:
  - {id: a, for: itm, require: item.points <= 8}
  - {id: b, for: item, require: item.point <= 8}
  - {id: b, for: item, require: item.points}
  - {id: c, for: item, effective: {from: 2026-02-30}}
limits:
  - {id: d, for: person, sum: item.title}
)");
  std::vector<std::string> told;
  for (const auto& diagnostic : loaded.diagnostics) told.emplace_back(code_info(diagnostic.code).name);
  CHECK(told == std::vector<std::string>{"E0306", "E0302", "E0318", "E0309", "E0107", "E0307", "E0111", "E0303",
                                         "E0313", "E0311", "E0111"});
  CHECK(loaded.rules == nullptr);
}

TEST_CASE("the order of files changes neither the digest nor the result nor the diagnostics") {
  const PackText one{"one.yaml", small_pack("alpha", "small") + "    because: X\n"};
  const PackText a{"a.yaml", small_pack("beta", "tiny")};
  const PackText b{"b.yaml", small_pack("alpha", "small")};
  const auto forth = load_texts({a, b});
  const auto back = load_texts({b, a});
  REQUIRE((forth.rules != nullptr && back.rules != nullptr));
  CHECK(ids(forth.rules->rules) == std::vector<std::string>{"alpha/small", "beta/tiny"});
  CHECK(ids(back.rules->rules) == ids(forth.rules->rules));
  CHECK(back.rules->digest == forth.rules->digest);
  CHECK(back.rules->packs[0].file == "b.yaml");
  CHECK(rendered(load_texts({one, b})) == rendered(load_texts({b, one})));
}

TEST_CASE("the digest is that of the texts in the order of their ids, whatever the files are called") {
  const auto alpha = small_pack("alpha", "small");
  const auto beta = small_pack("beta", "small");
  const std::vector<std::string_view> texts = {alpha, beta};
  CHECK(load_texts({{"a.yaml", beta}, {"b.yaml", alpha}}).rules->digest == digest_of(texts));
  CHECK(load_texts({{"a.yaml", alpha}}).rules->digest != digest_of(texts));
  const std::vector<std::string_view> known = {"a", "bc"};  // FIPS 180-4, example of one block
  CHECK(digest_of(known) == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("booleans and numbers of YAML are expressions") {
  const auto loaded = load_text(R"(sprintd: 1
pack: team
define:
  most: +08
  half: .5
  share: 1.
  on: True
  octal: 0o17
  mixed: [[1, 2], [3]]
  quoted: "['a', 'b']"
rules:
  - {id: a, for: item, require: item.points <= 13}
  - {id: b, for: item, require: "item.points <= half + share && on && most == 8 && octal == 15"}
  - {id: c, for: item, require: "mixed[0][1] == 2 && item.title in quoted"}
limits:
  - {id: d, for: person, sum: 1, at_most: 13, at_least: .5}
  - {id: e, for: sprint, sum: item.points, at_most: 1e2}
)");
  CHECK(rendered(loaded).empty());
  REQUIRE(loaded.rules != nullptr);
  CHECK(loaded.rules->limits[0].sum.is_constant());
}

TEST_CASE("a fault in an element of a constant stands at the element") {
  const auto loaded = load_text(R"(sprintd: 1
pack: team
define:
  kinds: [chore, "bugg", 'spike']
rules:
  - {id: a, for: item, require: item.kind in kinds}
)");
  CHECK(rendered(loaded).starts_with("team.yaml:4:18: error[E0112]"));
}

TEST_CASE("what an expression may read follows from where it stands") {
  struct Case {
    std::string_view where;
    std::string_view list;
    bool loads;
  };
  const std::vector<Case> table = {
      {"rule for item", "rules: [{id: x, for: item, require: item.points < 3.0}]", true},
      {"rule for item has no person", "rules: [{id: x, for: item, require: person.name == ''}]", false},
      {"rule for person", "rules: [{id: x, for: person, require: person.name == ''}]", true},
      {"rule for project", "rules: [{id: x, for: project, require: project.name == ''}]", true},
      {"rule for team", "rules: [{id: x, for: team, require: team.name == ''}]", true},
      {"rule for sprint", "rules: [{id: x, for: sprint, require: sprint.capacity > 1.0}]", true},
      {"rule for organisation", "rules: [{id: x, for: organisation, require: org.people.size() > 1}]", true},
      {"organisation goes by org", "rules: [{id: x, for: organisation, require: organisation.name == ''}]", false},
      {"sprint, org and now everywhere",
       "rules: [{id: x, for: team, require: \"sprint.capacity > 1.0 && org.people.size() > 1 && now > now\"}]", true},
      {"allow sees both", "authority: [{id: x, action: pull, allow: item.assignee == person}]", true},
      {"items of an authority sees item only",
       "authority: [{id: x, action: pull, items: item.assignee == person, allow: person.name == ''}]", false},
      {"recorded sees item only", "authority: [{id: x, action: pull, allow: person.name == '', recorded: person}]",
       false},
      {"recorded_at is a timestamp",
       "authority: [{id: x, action: pull, allow: person.name == '', recorded: item.pulled_by, recorded_at: "
       "item.title}]",
       false},
      {"sum sees item and subject", "limits: [{id: x, for: person, sum: item.points * person.capacity, at_most: 1}]",
       true},
      {"at_most sees the subject only", "limits: [{id: x, for: person, sum: item.points, at_most: item.points}]",
       false},
      {"where of a limit sees the subject only",
       "limits: [{id: x, for: person, where: item.points > 1.0, sum: item.points, at_most: 1}]", false},
      {"items of a limit sees both",
       "limits: [{id: x, for: person, items: item.pulled_by == person, sum: 1, at_most: 1}]", true},
      {"a limit for each item", "limits: [{id: x, for: item, sum: item.points, at_most: 13}]", true},
      {"at_most may be an int of a field", "limits: [{id: x, for: person, sum: 1, at_most: person.seniority}]", true},
      {"there are no parameters here", "rules: [{id: x, for: item, require: params.most > 1}]", false},
      {"queues see item", "queues: {x: item.title == ''}", true},
      {"queues see no person", "queues: {x: person.name == ''}", false},
  };
  for (const auto& [where, list, loads] : table) {
    const auto loaded = load_text(fmt::format("sprintd: 1\npack: team\n{}\n", list));
    INFO(where << "\n" << rendered(loaded));
    CHECK((loaded.rules != nullptr) == loads);
  }
}

TEST_CASE("a rule reads the sprint by its condition, its message or a field that depends on it") {
  const auto loaded = load_text(R"(sprintd: 1
pack: team
define:
  load: person.items.size()
rules:
  - {id: a-plain, for: person, require: person.leads.size() < 2, message: "${person.name}"}
  - {id: b-where, for: person, where: sprint.capacity > 1.0, require: person.leads.size() < 2}
  - {id: c-field, for: person, require: person.items.size() < 2}
  - {id: d-definition, for: person, require: load < 2}
  - {id: e-message, for: person, require: person.leads.size() < 2, message: "${sprint.id}"}
  - {id: f-sprint, for: sprint, require: org.people.size() < 2}
)");
  REQUIRE(loaded.rules != nullptr);
  std::string reading;
  for (const auto& rule : loaded.rules->rules) reading += rule.reads_sprint ? rule.id.substr(0, 1) : "";
  CHECK(reading == "bcdef");
}

TEST_CASE("a rule reads the sprint by the queue of an item when a queue does") {
  const auto loads_reading = [](std::string_view condition) {
    const auto rule = R"(sprintd: 1
pack: a
rules: [{id: x, for: item, require: item.queue == "late"}]
)";
    const auto queues = fmt::format("sprintd: 1\npack: b\nqueues: {{late: {}}}\n", condition);
    const auto loaded = load_texts({{"a.yaml", rule}, {"b.yaml", queues}});
    REQUIRE(loaded.rules != nullptr);
    return loaded.rules->rules[0].reads_sprint;
  };
  CHECK_FALSE(loads_reading("item.points > 5.0"));
  CHECK(loads_reading("item.points > sprint.capacity"));
}

TEST_CASE("levels named in expressions, used definitions and messages keep their places") {
  const auto loaded = load_text(R"(sprintd: 1
pack: team
define:
  is_senior(p): p.seniority >= seniority("senior_1")
  unused: seniority("nobody")
rules:
  - {id: a, for: person, require: is_senior(person)}
  - {id: b, for: person, require: is_senior(person) || person.seniority > seniority('staff_1')}
  - id: c
    for: person
    require: person.leads.size() < 2
    message: "below ${ seniority( 'senior_2' ) } ${seniority(person.level)}"
)");
  REQUIRE(loaded.rules != nullptr);
  PlaceFinder places(loaded.rules->sources);
  std::vector<std::string> levels;
  for (const auto& [level, span] : loaded.rules->named_levels) {
    const auto place = places.find(span);
    levels.push_back(fmt::format("{} {}:{}", level, place.line, place.column));
  }
  CHECK(levels == std::vector<std::string>{"senior_1 4:42", "staff_1 8:85", "senior_2 12:35"});
}

TEST_CASE("two packs may share a queue, a rule's id and a definition's name; each keeps its own") {
  const auto pack = [](std::string_view id, std::string_view kind) {
    return fmt::format(R"(sprintd: 1
pack: {0}
define:
  kinds: [{1}]
queues:
  technical: item.kind in kinds
rules:
  - {{id: same, for: item, where: item.queue == "technical", require: item.points <= 8}}
)",
                       id, kind);
  };
  const auto loaded = load_texts({{"b.yaml", pack("b", "chore")}, {"a.yaml", pack("a", "bug")}});
  CHECK(rendered(loaded).empty());
  REQUIRE(loaded.rules != nullptr);
  const auto& rules = *loaded.rules;
  REQUIRE(rules.queues.size() == 2);
  CHECK(rules.packs[rules.queues[0].pack].id == "a");
  CHECK(rules.packs[rules.queues[1].pack].id == "b");
  CHECK(rules.find("same") == nullptr);
  REQUIRE(rules.find("b/same") != nullptr);
  CHECK(rules.find("b/same")->pack == 1);
  CHECK(rules.find("c/same") == nullptr);
}

TEST_CASE("packs see each other's queues, actions and rules") {
  const auto loaded = load_texts({{"a.yaml", R"(sprintd: 1
pack: a
rules:
  - {id: small, for: item, where: item.queue == "technical", require: item.points <= 8, gates: [pull]}
waivers:
  - {rule: b/pull-any, subject: TD-1, reason: Too late., approved_by: grace}
)"},
                                  {"b.yaml", R"(sprintd: 1
pack: b
queues: {technical: item.kind == "chore"}
authority:
  - {id: pull-any, action: pull, allow: person == item.assignee}
)"}});
  CHECK(rendered(loaded).empty());
  REQUIRE(loaded.rules != nullptr);
  CHECK(loaded.rules->find("small") == &loaded.rules->rules[0]);
  CHECK(loaded.rules->find("pull-any") == &loaded.rules->authorities[0]);
}

TEST_CASE("no pack at all is a rule set that says nothing") {
  const auto loaded = load_texts({});
  REQUIRE(loaded.rules != nullptr);
  CHECK(loaded.diagnostics.empty());
  CHECK(loaded.rules->rules.empty());
}

}  // namespace sprintd::ruleset
