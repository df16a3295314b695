// Authorities: was who is on record for an action allowed to take it, then?
#include <algorithm>
#include <fmt/format.h>

#include "rules/eval/audit_run.h"
#include "rules/eval/backlog_schema.h"
#include "rules/eval/finding.h"
#include "rules/eval/subjects.h"
#include "rules/eval/verdict_wording.h"

namespace sprintd::eval {
namespace {

using lang::Value;
using outcome::Verdict;
using ruleset::Slot;

// The time of the record, for as long as it lives.
class AsOf {
 public:
  AsOf(Context& context, Instant then) : context_(context), before_(context.now()) { context_.set_now(then); }
  ~AsOf() { context_.set_now(before_); }
  AsOf(const AsOf&) = delete;
  AsOf& operator=(const AsOf&) = delete;

 private:
  Context& context_;
  Instant before_;
};

bool is_person(const Value& value) {
  return value.is(Value::Kind::entity) && entity_kind(value.entity) == EntityKind::person;
}

constexpr lang::ErrorValue kNotAPerson{{}, "recorded is not a person"};
constexpr lang::ErrorValue kNotATime{{}, "recorded_at is not a time"};

void settle(AuditRun& run, const ruleset::Authority& authority, outcome::Subject subject, Row sprint,
            const Judgement& judged) {
  switch (judged.verdict) {
    case Verdict::pass:
      run.quiet(authority, subject, judged.verdict, authority.allow);
      break;
    case Verdict::not_applicable:
      run.quiet(authority, subject, judged.verdict, authority.items);
      break;
    case Verdict::unknown:
      run.ledger.unknown(judged.cause.field(), subject, sprint);
      break;
    default:
      run.ledger.add(broken(authority, subject, sprint, judged.cause));
      break;
  }
}

// What allow says of the person on record, as of then.
void judge_record(AuditRun& run, const ruleset::Authority& authority, outcome::Subject subject, Row sprint, Row person,
                  Instant then) {
  const AsOf as_of(run.context, then);
  run.context.set(Slot::person, EntityKind::person, person);
  const auto judged = judge(run.context.run(authority.allow));
  if (!judged.is(Verdict::fail)) {
    settle(run, authority, subject, sprint, judged);
    return;
  }
  auto otherwise = may_not(run.backlog.id(EntityKind::person, person), authority.action,
                           run.backlog.id(subject.kind, subject.row), authority.allow_text);
  run.ledger.add(
      failed(run.context, {authority, subject, sprint, authority.allow, std::move(otherwise), run.options.evidence}));
}

void audit_item(AuditRun& run, const ruleset::Authority& authority, Row item, Row sprint) {
  const outcome::Subject subject{EntityKind::item, item};
  run.context.set(Slot::item, EntityKind::item, item);
  if (authority.items) {
    const auto applies = judge(run.context.run(authority.items));
    if (!applies.is(Verdict::pass)) {
      const Judgement not_applicable{Verdict::not_applicable, {}};
      settle(run, authority, subject, sprint, applies.is(Verdict::fail) ? not_applicable : applies);
      return;
    }
  }

  const auto recorded = run.context.run(authority.recorded);
  if (recorded.is_failure()) return settle(run, authority, subject, sprint, judge(recorded));
  if (!is_person(recorded)) {
    return settle(run, authority, subject, sprint, judge(Value::of_error(kNotAPerson)));
  }

  auto then = run.options.as_of;
  // When it happened matters only to those who look at the time.
  if (authority.recorded_at && authority.allow.reads(static_cast<std::uint16_t>(Slot::now))) {
    const auto at = run.context.run(authority.recorded_at);
    if (at.is_failure()) return settle(run, authority, subject, sprint, judge(at));
    if (!at.is(Value::Kind::timestamp)) {
      return settle(run, authority, subject, sprint, judge(Value::of_error(kNotATime)));
    }
    then = at.instant();
  }
  judge_record(run, authority, subject, sprint, recorded.row, then);
}

// Does it apply to the item in the Context, or can it not be excluded that it does?
bool may_apply(AuditRun& run, const ruleset::Authority& authority) {
  return !authority.items || !run.context.run(authority.items).is_false();
}

}  // namespace

void audit_authority(AuditRun& run, const ruleset::Authority& authority) {
  if (!authority.recorded) return;
  for (const Row sprint : run.sprints) {
    run.set_sprint(sprint);
    for (const Row item : items_of_sprint(run.backlog, sprint)) {
      if (run.spent()) return;
      audit_item(run, authority, item, sprint);
    }
  }
}

void audit_lack_of_authority(AuditRun& run, const ruleset::Authority& authority) {
  std::vector<const ruleset::Authority*> others;
  for (std::uint32_t i = 0; i < run.rules.authorities.size(); ++i) {
    const auto& other = run.rules.authorities[i];
    if (other.action != authority.action) continue;
    if (run.in_force({outcome::DeclarationKind::authority, i})) others.push_back(&other);
  }
  // Where one applies to everything there is nothing to look for.
  if (std::ranges::any_of(others, [](const auto* other) { return !other->items; })) return;

  for (const Row sprint : run.sprints) {
    run.set_sprint(sprint);
    for (const Row item : items_of_sprint(run.backlog, sprint)) {
      if (run.spent()) return;
      run.context.set(Slot::item, EntityKind::item, item);
      const auto recorded = run.context.run(authority.recorded);
      if (!is_person(recorded)) continue;
      if (std::ranges::any_of(others, [&](const auto* other) { return may_apply(run, *other); })) continue;

      const auto person = run.backlog.id(EntityKind::person, recorded.row);
      outcome::Finding finding;
      finding.subject = {EntityKind::item, item};
      finding.sprint = sprint;
      finding.severity = authority.severity;
      finding.no_authority = true;
      finding.message = no_authority_applies(authority.action, run.backlog.id(EntityKind::item, item));
      finding.evidence = {{one_line(authority.recorded_text), std::string(person)}};
      run.ledger.add(std::move(finding));
    }
  }
}

}  // namespace sprintd::eval
