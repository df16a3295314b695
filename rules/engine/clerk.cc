#include "rules/engine/clerk.h"

#include <utility>

namespace sprintd::engine {

Clerk::Clerk(const Engine& engine, RuleSetPtr rules, BacklogPtr backlog)
    : engine_(&engine),
      rules_(std::move(rules)),
      backlog_(std::move(backlog)),
      decider_(rules_, backlog_),
      scribe_(*rules_, *backlog_) {}

const std::vector<Diagnostic>& Clerk::quarrels() {
  if (!quarrels_) quarrels_ = engine_->meet(*rules_, *backlog_);
  return *quarrels_;
}

}  // namespace sprintd::engine
