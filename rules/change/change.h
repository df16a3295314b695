// What another version of the packs changes: verdicts of audits and answers to questions, on real backlogs.
//
// Neighbours: rules/engine audits and decides with both versions, report_change.h shows the difference; sprintctl diff
// reads packs and backlogs. Plain values and pure functions; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/engine/engine.h"

namespace sprintd::change {

// One rule, authority or limit about one subject.
struct VerdictChange {
  std::string backlog;  // as the caller names it
  std::string rule;     // qualified id
  std::string subject;  // id; "" for the organisation
  std::string sprint;   // id; "" where it hangs on none
  // "error", "warning", "note", "not known", "broken", "waived"; "" where the audit says nothing: it holds, or the rule
  // does not speak about the subject.
  std::string before, after;
  std::string message;  // of what is said now, else of what was said
  friend bool operator==(const VerdictChange&, const VerdictChange&) = default;
};

struct AnswerChange {
  std::string backlog;
  std::string action, person, item;
  outcome::Decision::Answer before = outcome::Decision::Answer::refused;
  outcome::Decision::Answer after = outcome::Decision::Answer::refused;
};

struct Changes {
  std::size_t backlogs = 0;
  std::vector<VerdictChange> verdicts;             // by rule, backlog, sprint, subject
  std::vector<AnswerChange> answers;               // by action, before, after, backlog, person, item
  std::size_t questions = 0;                       // that were asked of both
  std::size_t left_out = 0;                        // that were not, beyond `most_questions`
  std::vector<std::string> new_rules, gone_rules;  // qualified ids
  bool incomplete = false;                         // an audit stopped, or a rule broke: it may hide changes
  [[nodiscard]] bool any() const { return !verdicts.empty() || !answers.empty(); }
};

struct CompareOptions {
  std::vector<std::string> sprints;
  std::size_t most_questions = 200'000;  // may each person do each action of the packs with each item of the sprint?
};

class Comparison {
 public:
  Comparison(const engine::Engine& engine, engine::RuleSetPtr before, engine::RuleSetPtr after, CompareOptions options);

  // Fails as Engine::audit does.
  Result<void> add(const std::string& name, const engine::BacklogPtr& backlog, Instant as_of);
  // Sorted.
  [[nodiscard]] Changes result() const;

 private:
  void compare_verdicts(const std::string& name, const outcome::Audit& before, const outcome::Audit& after);
  void compare_answers(const std::string& name, const engine::BacklogPtr& backlog, const outcome::Audit& audit,
                       Instant as_of);

  const engine::Engine* engine_;
  engine::RuleSetPtr before_, after_;
  CompareOptions options_;
  Changes changes_;
};

}  // namespace sprintd::change
