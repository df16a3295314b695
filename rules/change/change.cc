#include "rules/change/change.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "rules/backlog/slots.h"
#include "rules/table/column.h"

namespace sprintd::change {
namespace {

using backlog::EntityKind;
using outcome::Verdict;

struct Said {
  std::string verdict;
  std::string message;
};
using Key = std::tuple<std::string, std::string, std::string>;  // rule, sprint, subject
using Book = std::map<Key, Said>;

std::string word_of(const outcome::Finding& finding) {
  if (finding.verdict == Verdict::fail) return std::string(severity_name(finding.severity));
  return finding.verdict == Verdict::broken ? "broken" : "waived";
}

Book book_of(const outcome::Audit& audit) {
  Book book;
  const auto key = [&](outcome::DeclarationRef ref, table::Row sprint, EntityKind kind, table::Row subject) {
    return Key(outcome::declaration(*audit.rules, ref).qualified_id,
               table::is_absent(sprint) ? std::string() : audit.backlog->id(EntityKind::sprint, sprint),
               kind == EntityKind::organisation ? std::string() : std::string(audit.backlog->id(kind, subject)));
  };
  for (const auto& f : audit.findings) {
    book[key(f.declaration, f.sprint, f.subject.kind, f.subject.row)] = {
        word_of(f), f.verdict == Verdict::broken ? f.broken_because : f.message};
  }
  for (const auto& group : audit.unknowns) {
    for (const auto row : group.subjects) {
      book[key(group.declaration, group.sprint, group.kind, row)] = {"not known",
                                                                     fmt::format("{} is not known", group.field)};
    }
  }
  return book;
}

std::set<std::string> ids_of(const ruleset::RuleSet& rules) {
  std::set<std::string> ids;
  for (const auto ref : outcome::all_declarations(rules)) ids.insert(outcome::declaration(rules, ref).qualified_id);
  return ids;
}

std::vector<std::string> without(const std::set<std::string>& all, const std::set<std::string>& others) {
  std::vector<std::string> left;
  std::ranges::set_difference(all, others, std::back_inserter(left));
  return left;
}

}  // namespace

Comparison::Comparison(const engine::Engine& engine, engine::RuleSetPtr before, engine::RuleSetPtr after,
                       CompareOptions options)
    : engine_(&engine), before_(std::move(before)), after_(std::move(after)), options_(std::move(options)) {
  const auto old_ids = ids_of(*before_);
  const auto new_ids = ids_of(*after_);
  changes_.new_rules = without(new_ids, old_ids);
  changes_.gone_rules = without(old_ids, new_ids);
}

Result<void> Comparison::add(const std::string& name, const engine::BacklogPtr& backlog, Instant as_of) {
  const eval::AuditOptions options{.as_of = as_of, .sprints = options_.sprints, .evidence = false};
  const auto before = engine_->audit(before_, backlog, options);
  if (!before) return std::unexpected(before.error());
  const auto after = engine_->audit(after_, backlog, options);
  if (!after) return std::unexpected(after.error());
  ++changes_.backlogs;
  changes_.incomplete = changes_.incomplete || before->incomplete || after->incomplete;
  compare_verdicts(name, *before, *after);
  compare_answers(name, backlog, *after, as_of);
  return {};
}

void Comparison::compare_verdicts(const std::string& name, const outcome::Audit& before, const outcome::Audit& after) {
  const auto was = book_of(before);
  const auto is = book_of(after);
  const auto note = [&](const Key& key, const Said* old_said, const Said* new_said) {
    const auto& [rule, sprint, subject] = key;
    changes_.verdicts.push_back({.backlog = name,
                                 .rule = rule,
                                 .subject = subject,
                                 .sprint = sprint,
                                 .before = old_said == nullptr ? std::string() : old_said->verdict,
                                 .after = new_said == nullptr ? std::string() : new_said->verdict,
                                 .message = new_said == nullptr ? old_said->message : new_said->message});
  };
  for (const auto& [key, said] : was) {
    const auto now = is.find(key);
    if (now == is.end()) {
      note(key, &said, nullptr);
    } else if (now->second.verdict != said.verdict) {
      note(key, &said, &now->second);
    }
  }
  for (const auto& [key, said] : is) {
    if (!was.contains(key)) note(key, nullptr, &said);
  }
}

void Comparison::compare_answers(const std::string& name, const engine::BacklogPtr& backlog,
                                 const outcome::Audit& audit, Instant as_of) {
  std::set<std::string> actions(before_->actions.begin(), before_->actions.end());
  actions.insert(after_->actions.begin(), after_->actions.end());
  const auto& sprints =
      std::get<table::Column<table::Row>>(backlog->column(EntityKind::item, backlog::slot(EntityKind::item, "sprint")));
  eval::Decider was(before_, backlog);
  eval::Decider is(after_, backlog);
  for (const auto& action : actions) {
    for (table::Row item = 0; item < backlog->rows(EntityKind::item); ++item) {
      if (std::ranges::find(audit.sprints, sprints[item]) == audit.sprints.end()) continue;
      for (table::Row person = 0; person < backlog->rows(EntityKind::person); ++person) {
        if (changes_.questions == options_.most_questions) {
          ++changes_.left_out;
          continue;
        }
        ++changes_.questions;
        const eval::Question question{.person = backlog->id(EntityKind::person, person),
                                      .action = action,
                                      .item = backlog->id(EntityKind::item, item),
                                      .sprint = {},
                                      .as_of = as_of};
        const auto before = was.answer(question);
        const auto after = is.answer(question);
        if (!before || !after || *before == *after) continue;
        changes_.answers.push_back({.backlog = name,
                                    .action = action,
                                    .person = std::string(question.person),
                                    .item = std::string(question.item),
                                    .before = *before,
                                    .after = *after});
      }
    }
  }
}

Changes Comparison::result() const {
  auto changes = changes_;
  std::ranges::sort(changes.verdicts, {},
                    [](const VerdictChange& c) { return std::tie(c.rule, c.backlog, c.sprint, c.subject); });
  std::ranges::sort(changes.answers, {}, [](const AnswerChange& c) {
    return std::tie(c.action, c.before, c.after, c.backlog, c.person, c.item);
  });
  return changes;
}

}  // namespace sprintd::change
