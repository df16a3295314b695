#include "tests/fuzz/small_world.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rules/backlog/load.h"
#include "rules/base/calendar.h"
#include "rules/eval/audit.h"
#include "rules/eval/backlog_schema.h"
#include "rules/eval/decide.h"
#include "rules/ruleset/load_packs.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

constexpr std::string_view kBacklog = R"yaml(schema: sprintd.backlog/v1
organisation:
  name: Small
  time_zone: Europe/Berlin
  ladder: {technical: [engineer_1, senior_1, lead_1], management: [em_1]}
  people:
    - {id: ada, name: Ada, track: technical, level: senior_1, goal: lead_1, capacity: 8, skills: [c++, sql],
       time_off: [{from: 2026-03-04, until: 2026-03-05}]}
    - {id: bob, manager: ada, track: technical, level: engineer_1, joined: 2025-01-07}
  teams:
    - {id: core, name: Core, tech_leads: [ada], members: [ada, bob]}
  projects:
    - {id: atlas, team: core, lead: bob, complexity: 2, state: active, starts: 2026-01-12}
    - {id: beacon, team: core, state: planned}
sprints:
  - {id: s1, team: core, starts: 2026-02-16, ends: 2026-02-27, state: closed}
  - {id: s2, team: core, starts: 2026-03-02, ends: 2026-03-13, capacity: 20.5}
items:
  - {id: TD-1, title: Drop the old queue, kind: tech_debt, status: todo, points: 3, priority: 1, project: atlas,
     assignee: ada, sprint: s2, labels: [queue, core], pulled_by: ada, pulled_at: 2026-02-27T15:00:00Z,
     fields: {risk: 3, area: db, tags: [a, {b: 2.5}], none: null}}
  - {id: US-1, title: Routes, kind: user_story, status: doing, points: 13, value: 8, project: atlas, assignee: bob,
     sprint: s2, blocked_by: [TD-1], created: 2026-02-01}
  - {id: US-2, kind: bug, sprint: s2, points: 0.5}
  - {id: US-3, project: beacon, sprint: s1}
)yaml";

constexpr std::string_view kPack = R"yaml(sprintd: 1
pack: small
define:
  busy(p): p.items.filter(i, i.status != 'done').size() > 1
  kinds: [tech_debt, bug]
queues:
  technical: item.kind in kinds
authority:
  - id: pull
    action: pull
    items: item.queue == 'technical'
    allow: person in item.project.team.tech_leads || acts_as(person, 'tech_lead', item.project.team)
    recorded: item.pulled_by
    recorded_at: item.pulled_at
    message: ${person.name} may not pull ${item.id}
rules:
  - id: estimated
    for: item
    require: has(item.points) && item.points <= 8
    message: ${item.id} has ${item.points} of ${item.project.lead.name}
    gates: [pull]
  - id: not-busy
    for: person
    require: "!busy(person) && person.seniority >= seniority('engineer_1')"
  - id: led
    for: project
    where: project.state == 'active'
    require: has(project.lead) && project.items.all(i, i.blocked_by.all(b, b.status == 'done'))
  - id: tags
    for: item
    over: backlog
    require: item.labels.exists(l, l.startsWith('q')) || item.title.matches('[Rr]oute')
limits:
  - {id: load, for: person, items: item.status != 'done', sum: item.points, at_most: person.capacity}
  - {id: share, for: sprint, sum: 1, at_least: 1, at_most: 10}
)yaml";

constexpr std::int64_t kNow = 1'772'712'000'000'000;  // 2026-03-05T12:00:00Z

// Few enough that the fuzzer stays fast, enough for every rule over every row.
constexpr std::uint64_t kSteps = 300'000;

}  // namespace

const lang::Schema& schema() {
  static const auto kSchema = eval::backlog_schema();
  return kSchema;
}

const std::shared_ptr<const backlog::Backlog>& small_backlog() {
  static const auto kLoaded = [] {
    auto loaded = backlog::load_backlog({{"small.yaml", std::string(kBacklog), backlog::Document::Part::backlog}});
    promise_good_faults(loaded.diagnostics, loaded.sources, loaded.backlog == nullptr);
    promise(loaded.backlog != nullptr, "the small backlog loads");
    return loaded.backlog;
  }();
  return kLoaded;
}

const std::shared_ptr<const ruleset::RuleSet>& small_rules() {
  static const auto kLoaded = [] {
    auto loaded = ruleset::load_packs({{"small.yaml", std::string(kPack)}}, schema());
    promise_good_faults(loaded.diagnostics, loaded.sources, loaded.rules == nullptr);
    promise(loaded.rules != nullptr, "the small pack loads");
    return loaded.rules;
  }();
  return kLoaded;
}

void evaluate_all(const std::shared_ptr<const ruleset::RuleSet>& rules,
                  const std::shared_ptr<const backlog::Backlog>& backlog) {
  eval::AuditOptions options;
  options.as_of = Instant{kNow};
  options.max_steps = kSteps;
  const auto audit = eval::audit(rules, backlog, options);

  std::set<std::string_view> actions;
  for (const auto& authority : rules->authorities) actions.insert(authority.action);
  eval::Decider decider(rules, backlog);
  const auto rows = [&](backlog::EntityKind kind) { return std::min<table::Row>(backlog->rows(kind), 3); };
  for (const auto action : actions) {
    for (table::Row person = 0; person < rows(backlog::EntityKind::person); ++person) {
      for (table::Row item = 0; item < rows(backlog::EntityKind::item); ++item) {
        const eval::Question question{.person = backlog->id(backlog::EntityKind::person, person),
                                      .action = action,
                                      .item = backlog->id(backlog::EntityKind::item, item),
                                      .sprint = {},
                                      .as_of = Instant{kNow}};
        const auto answer = decider.answer(question);
        const auto decision = decider.decide(question);
        promise(answer.has_value() == decision.has_value(), "the short and the long way both answer");
        if (answer) promise(*answer == decision->answer, "the short and the long way give one answer");
      }
    }
    if (audit && audit->incomplete) break;
  }
}

}  // namespace sprintd::fuzz
