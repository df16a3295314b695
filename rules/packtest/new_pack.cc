#include "rules/packtest/new_pack.h"

namespace sprintd::packtest {
namespace {

constexpr std::string_view kPack = R"(# Try it:  sprintctl check NAME.yaml
#          sprintctl test NAME.test.yaml --coverage
#          sprintctl audit --packs NAME.yaml YOUR-BACKLOG.json
sprintd: 1
pack: NAME
title: NAME
owner: engineering_manager            # the role that may change this pack
source: {document: Team handbook}     # what the clauses are from

# What your handbook says, sentence by sentence. Everything below cites one of these.
clauses:
  R1: A user story is small enough to be finished within a sprint.
  R2: Who leads a project breaks down its user stories.

# Values and conditions with a name of their own.
define:
  largest: 8                          # story points

# Who may do what. `items` says which items it speaks about, `allow` whether the person may.
authority:
  - id: break-down-stories
    action: break_down
    items: item.kind == "user_story"
    allow: person == item.project.lead
    message: "${person.name} does not lead ${item.project.name}"
    remedy: "Ask ${item.project.lead.name} to break ${item.id} down."
    because: R2

# What must hold, for each: item | person | project | team | sprint | organisation.
rules:
  - id: small-stories
    for: item
    where: item.kind == "user_story"  # the others it does not speak about
    require: item.points <= largest
    severity: warning                 # error | warning | note
    message: "${item.id} has ${item.points} points"
    remedy: "Split it into parts of at most ${largest}."
    because: R1

# Further parts: queues, limits (sums and counts), waivers. `sprintctl explain CODE` explains every message.
)";

constexpr std::string_view kTest =
    R"(# What NAME.yaml must say, case by case. Each case starts from this backlog and changes as little as it can.
sprintd: 1
packs: [NAME.yaml]
now: 2026-03-02

backlog:
  schema: sprintd.backlog/v1
  organisation:
    people:
      - {id: ada, name: Ada}
      - {id: bob, name: Bob}
    teams: [{id: core, name: Core, members: [ada, bob]}]
    projects: [{id: atlas, name: Atlas, team: core, lead: ada, state: active}]
  sprint: {id: s-1, team: core, starts: 2026-03-02, ends: 2026-03-13, state: planned}
  items:
    - {id: US-1, kind: user_story, status: todo, points: 8, project: atlas}
    - {id: CH-1, kind: chore, status: todo, points: 13, project: atlas}

cases:
  - case: nothing is said about small stories, nor about large chores
    rules: [small-stories]
    findings: []
  - case: a story that is too large is found
    with: {US-1: {points: 9}}
    rules: [small-stories]
    findings: [{rule: small-stories, subject: US-1, message: US-1 has 9 points}]
  - case: without an estimate nobody knows
    unset: {US-1: [points]}
    rules: [small-stories]
    findings: [{rule: small-stories, subject: US-1, verdict: unknown}]

  - case: the project lead may break its stories down
    may: {person: ada, action: break_down, item: US-1}
    answer: allowed
    clauses: [R2]
  - case: others may not
    may: {person: bob, action: break_down, item: US-1}
    answer: refused
    clauses: [R2]
  - case: where nobody leads, nobody knows
    unset: {atlas: [lead]}
    may: {person: bob, action: break_down, item: US-1}
    answer: unknown
  - case: nothing is said about chores
    may: {person: ada, action: break_down, item: CH-1}
    answer: refused
    clauses: [no-authority]
)";

std::string named(std::string_view text, std::string_view name) {
  constexpr std::string_view kName = "NAME";
  std::string out;
  for (auto at = text.find(kName); at != std::string_view::npos; at = text.find(kName)) {
    out += text.substr(0, at);
    out += name;
    text.remove_prefix(at + kName.size());
  }
  out += text;
  return out;
}

}  // namespace

NewPack new_pack(std::string_view id) { return {named(kPack, id), named(kTest, id)}; }

}  // namespace sprintd::packtest
