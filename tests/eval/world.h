// A pack and a backlog from texts, and what evaluation says about them as lines that a test can compare.
//
// Neighbours: every test of this folder. A text that does not load fails the test with its diagnostics.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/eval/audit.h"
#include "rules/eval/decide.h"

namespace sprintd::eval {

using Lines = std::vector<std::string>;

std::shared_ptr<const ruleset::RuleSet> load_rules(const std::vector<std::string>& packs);
std::shared_ptr<const ruleset::RuleSet> load_rules(std::string_view body);  // of one pack called "p"
std::shared_ptr<const backlog::Backlog> load_backlog_text(std::string_view yaml);
Instant at(std::string_view instant);

// "error p/small TD-1 fail: item.points <= 8 does not hold", then unknown groups "note p/small unknown: ...".
Lines lines_of(const outcome::Audit& audit);
outcome::Audit audit_at(std::string_view when, std::string_view pack_body, std::string_view backlog);
Lines audit_lines(std::string_view pack_body, std::string_view backlog);

// "allowed", then a line for each reason "authority p/pull fail: ...", then "instead: ada, bob".
Lines decide_lines(std::string_view pack_body, std::string_view backlog, const Question& question);

}  // namespace sprintd::eval
