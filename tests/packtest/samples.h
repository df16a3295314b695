// A pack, a backlog and files of tests for them, in memory.
//
// Neighbours: the tests of rules/packtest. Header only.
#pragma once

#include <map>
#include <string>

#include "rules/engine/engine.h"
#include "rules/packtest/run_tests.h"

namespace sprintd::packtest {

constexpr std::string_view kPack = R"(sprintd: 1
pack: team
clauses:
  T1: Items are small.
  T2: Tech leads pull technical work.
authority:
  - id: pull-technical
    action: pull
    items: item.kind == "tech_debt"
    allow: acts_as(person, "tech_lead", item.team)
    message: "${person.name} is no tech lead"
    because: T2
rules:
  - id: small
    for: item
    where: item.status == "todo"
    require: item.points <= 8
    message: "${item.id} has ${item.points} points"
    because: T1
)";

constexpr std::string_view kBoard = R"({"schema": "sprintd.backlog/v1",
 "organisation": {
   "people": [{"id": "ada", "name": "Ada L."}, {"id": "bob", "name": "Bob K."}],
   "teams": [{"id": "core", "name": "Core", "tech_leads": ["ada"], "members": ["ada", "bob"]}]},
 "sprint": {"id": "s-1", "team": "core", "starts": "2026-03-02", "ends": "2026-03-13", "state": "planned"},
 "items": [
   {"id": "TD-1", "kind": "tech_debt", "status": "todo", "points": 3},
   {"id": "US-1", "kind": "user_story", "status": "todo", "points": 5}]}
)";

// Speaks about the topic of team/small too, from 2026-06-01 on.
constexpr std::string_view kLaterPack = R"(sprintd: 1
pack: later
rules:
  - {id: smaller, topic: small, for: item, require: item.points <= 5, effective: {from: 2026-06-01}}
)";

// Runs the text as folder/team.test.yaml, beside the pack and the backlog.
inline FileResult run_sample(const std::string& cases, const Options& options = {}) {
  const std::map<std::string, std::string_view> files = {
      {"folder/team.yaml", kPack}, {"folder/later.yaml", kLaterPack}, {"folder/board.json", kBoard}};
  const auto read = [&files](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return std::unexpected(Error{Code::file_unreadable, "cannot read " + path});
    return std::string(found->second);
  };
  const std::string head =
      "sprintd: 1\n"
      "packs: [team.yaml]\n"
      "backlog: board.json\n"
      "now: 2026-03-02\n";
  return run_tests(engine::Engine(), "folder/team.test.yaml", cases.starts_with("sprintd") ? cases : head + cases,
                   options, read);
}

}  // namespace sprintd::packtest
