#include "rules/eval/decide.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/base/suggest.h"
#include "rules/eval/permission.h"
#include "rules/eval/sprint_choice.h"
#include "rules/eval/subjects.h"
#include "rules/eval/verdict_wording.h"

namespace sprintd::eval {
namespace {

using backlog::slot;
using outcome::Decision;
using outcome::DeclarationKind;
using outcome::Reason;
using outcome::Verdict;
using Answer = outcome::Decision::Answer;

constexpr std::size_t kMostInstead = 20;

// What several authorities, or gates, say together.
struct Voices {
  bool yes = false, no = false, doubt = false;

  void hear(const Judgement& said) {
    yes = yes || said.is(Verdict::pass);
    no = no || said.is(Verdict::fail);
    doubt = doubt || said.is(Verdict::unknown) || said.is(Verdict::broken);
  }
};

// As Permission::answer, of voices that were all heard.
Answer sum_up(const Voices& authorities, const Voices& gates) {
  if (authorities.no || gates.no || (!authorities.yes && !authorities.doubt)) return Answer::refused;
  return authorities.doubt || gates.doubt ? Answer::unknown : Answer::allowed;
}

}  // namespace

struct Decider::State {
  State(std::shared_ptr<const ruleset::RuleSet> its_rules, std::shared_ptr<const backlog::Backlog> its_backlog)
      : rules(std::move(its_rules)),
        backlog(std::move(its_backlog)),
        open_sprint(only_open_sprint(*backlog)),
        permission(*rules, *backlog) {}

  Result<Asked> resolve(const Question& question) const;
  Reason reason_of(DeclarationKind kind, std::uint32_t index, const Judgement& judged, const Decision& decision);
  Reason nobody_says(const Decision& decision, const ActionPlan* plan) const;
  std::vector<Row> instead(const ActionPlan& plan, Row asker);
  bool reads_person(const ActionPlan& plan) const;
  void begin(const Asked& asked, Instant as_of);

  std::shared_ptr<const ruleset::RuleSet> rules;
  std::shared_ptr<const backlog::Backlog> backlog;
  std::optional<Row> open_sprint;
  Permission permission;
  std::vector<Row> people_by_id;  // made when first needed
  std::uint64_t last_step = UINT64_MAX;
  lang::Coverage* coverage = nullptr;
};

Result<Asked> Decider::State::resolve(const Question& question) const {
  const auto person = backlog->find(EntityKind::person, question.person);
  if (!person) {
    return std::unexpected(Error{Code::person_unknown, nobody_has(*backlog, EntityKind::person, question.person)});
  }
  const auto item = backlog->find(EntityKind::item, question.item);
  if (!item) {
    return std::unexpected(Error{Code::item_unknown, nobody_has(*backlog, EntityKind::item, question.item)});
  }
  Asked asked{*person, *item, table::kNoRow};
  if (!question.sprint.empty()) {
    const auto sprint = find_sprint(*backlog, question.sprint);
    if (!sprint) return std::unexpected(sprint.error());
    asked.sprint = *sprint;
    return asked;
  }
  asked.sprint = references(*backlog, EntityKind::item, slot(EntityKind::item, "sprint"))[*item];
  if (table::is_absent(asked.sprint) && open_sprint) asked.sprint = *open_sprint;
  return asked;
}

void Decider::State::begin(const Asked& asked, Instant as_of) {
  auto& context = permission.context();
  const auto left = last_step - std::min(last_step, context.steps());
  context.limit_steps(std::min(left, kMaxDecisionSteps));
  permission.set(asked, as_of);
}

Reason Decider::State::reason_of(DeclarationKind kind, std::uint32_t index, const Judgement& judged,
                                 const Decision& decision) {
  const bool is_gate = kind == DeclarationKind::rule;
  Reason reason;
  reason.kind = is_gate ? Reason::Kind::gate : Reason::Kind::authority;
  reason.declaration = {kind, index};
  reason.verdict = judged.verdict;
  const auto& declaration = outcome::declaration(*rules, reason.declaration);
  const auto& decided = is_gate ? rules->rules[index].require : rules->authorities[index].allow;
  const auto& text = is_gate ? rules->rules[index].require_text : rules->authorities[index].allow_text;
  auto& context = permission.context();

  if (judged.is(Verdict::broken)) reason.message = cannot_be_checked(judged.cause);
  if (judged.is(Verdict::pass)) reason.message = one_line(text) + " holds";
  if (judged.is(Verdict::unknown)) {
    reason.message = not_known_why(judged.cause.field());
    reason.absent = absent_field(*backlog, judged.cause.field());
  }
  if (judged.is(Verdict::fail)) {
    if (!declaration.message.parts.empty()) {
      reason.message = context.render(declaration.message);
    } else if (is_gate) {
      reason.message = does_not_hold(text);
    } else {
      reason.message = may_not(backlog->id(EntityKind::person, decision.person), decision.action,
                               backlog->id(EntityKind::item, decision.item), text);
    }
    reason.remedy = context.render(declaration.remedy);
  }
  // A broken condition, or a gate without a subject, has no values to show.
  if (judged.is(Verdict::pass) || judged.is(Verdict::fail)) {
    lang::Evidence evidence;
    context.run(decided, evidence);
    reason.evidence = evidence_items(evidence, rules->sources, context.facts());
  }
  return reason;
}

Reason Decider::State::nobody_says(const Decision& decision, const ActionPlan* plan) const {
  Reason reason;
  reason.kind = Reason::Kind::no_authority;
  reason.verdict = Verdict::fail;
  if (plan != nullptr) {
    reason.message = no_authority_applies(decision.action, backlog->id(EntityKind::item, decision.item));
    return reason;
  }
  const std::vector<std::string_view> known(rules->actions.begin(), rules->actions.end());
  const auto nearest = suggest(decision.action, known);
  reason.message = fmt::format("no authority knows the action '{}'", decision.action);
  if (!known.empty()) reason.message += fmt::format("; actions are {}", fmt::join(known, ", "));
  if (nearest) reason.remedy = fmt::format("Did you mean '{}'?", *nearest);
  return reason;
}

bool Decider::State::reads_person(const ActionPlan& plan) const {
  return std::ranges::any_of(plan.authorities, [&](std::uint32_t index) {
    return rules->authorities[index].allow.reads(static_cast<std::uint16_t>(ruleset::Slot::person));
  });
}

std::vector<Row> Decider::State::instead(const ActionPlan& plan, Row asker) {
  std::vector<Row> people;
  if (!reads_person(plan)) return people;
  if (people_by_id.empty()) people_by_id = rows_by_id(*backlog, EntityKind::person);
  permission.context().watch(nullptr);  // nobody asked about these people
  for (const Row person : people_by_id) {
    if (people.size() == kMostInstead || permission.context().spent()) break;
    if (person == asker) continue;
    permission.set_person(person);
    if (permission.answer(plan) == Answer::allowed) people.push_back(person);
  }
  permission.context().watch(coverage);
  return people;
}

Decider::Decider(std::shared_ptr<const ruleset::RuleSet> rules, std::shared_ptr<const backlog::Backlog> backlog)
    : state_(std::make_unique<State>(std::move(rules), std::move(backlog))) {}
Decider::~Decider() = default;
Decider::Decider(Decider&&) noexcept = default;
Decider& Decider::operator=(Decider&&) noexcept = default;

void Decider::limit_steps(std::uint64_t steps) {
  state_->permission.context().forget_queues();
  const auto taken = state_->permission.context().steps();
  state_->last_step = steps < UINT64_MAX - taken ? taken + steps : UINT64_MAX;
}

void Decider::watch(lang::Coverage* coverage) {
  state_->coverage = coverage;
  state_->permission.context().watch(coverage);
}

Result<Answer> Decider::answer(const Question& question) {
  const auto asked = state_->resolve(question);
  if (!asked) return std::unexpected(asked.error());
  const auto* plan = state_->permission.plan(question.action);
  if (plan == nullptr) return Answer::refused;
  state_->begin(*asked, question.as_of);
  return state_->permission.answer(*plan);
}

Result<Decision> Decider::decide(const Question& question) {
  const auto asked = state_->resolve(question);
  if (!asked) return std::unexpected(asked.error());
  Decision decision;
  decision.rules = state_->rules;
  decision.backlog = state_->backlog;
  decision.action = question.action;
  decision.person = asked->person;
  decision.item = asked->item;
  decision.sprint = asked->sprint;
  decision.as_of = question.as_of;

  auto& permission = state_->permission;
  const auto* plan = permission.plan(question.action);
  if (plan == nullptr) {
    decision.reasons.push_back(state_->nobody_says(decision, nullptr));
    return decision;
  }
  state_->begin(*asked, question.as_of);
  decision.reasons.reserve(plan->authorities.size() + plan->gates.size() + 1);
  Voices authorities, gates;
  for (const auto index : plan->authorities) {
    const auto said = permission.authority(index);
    if (said.is(Verdict::not_applicable)) continue;
    authorities.hear(said);
    decision.reasons.push_back(state_->reason_of(DeclarationKind::authority, index, said, decision));
  }
  const bool somebody_speaks = !decision.reasons.empty();
  for (const auto index : plan->gates) {
    const auto said = permission.gate(index);
    if (said.is(Verdict::not_applicable)) continue;
    gates.hear(said);
    decision.reasons.push_back(state_->reason_of(DeclarationKind::rule, index, said, decision));
  }
  decision.answer = sum_up(authorities, gates);
  if (!somebody_speaks) decision.reasons.push_back(state_->nobody_says(decision, plan));
  if (decision.answer != Answer::allowed && somebody_speaks) {
    decision.instead = state_->instead(*plan, asked->person);
  }
  return decision;
}

}  // namespace sprintd::eval
