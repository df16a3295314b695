#include "plugins/jira/issue_links.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "plugins/jira/words.h"

namespace jira {
namespace {

// Cloud writes the level of a type beside it: 1 is the level of epics.
bool is_epic(const Json& mention) {
  const auto& type = mention["fields"]["issuetype"];
  const auto* level = type["hierarchyLevel"].integer();
  return level != nullptr ? *level >= 1 : lower(type["name"].string()) == "epic";
}

}  // namespace

IssueLinks::IssueLinks(const Export& pages, const Mapping& mapping, OutsideItems& outside, Report& report)
    : mapping_(mapping), outside_(outside), report_(report) {
  for (const auto& issue : pages.issues) {
    read_links(issue);
    read_family(issue);
  }
  report_circles();
}

void IssueLinks::read_links(const Issue& issue) {
  std::size_t index = 0;
  for (const auto& link : issue.field("issuelinks").elements()) {
    const auto place = issue.at("issuelinks").at(pointer_step(index++));
    for (const auto* side : {"inward", "outward"}) {
      const auto& other = link[std::string(side) + "Issue"];
      if (!other.is_object()) continue;
      const auto text = lower(trim(link["type"][side].string()));
      const bool waits = mapping_.blocked_by.contains(text);
      if (!waits && !mapping_.blocks.contains(text)) continue;
      const auto key = outside_.mention(other, place.at("/" + std::string(side) + "Issue"));
      if (key.empty()) continue;
      if (waits) {
        block(issue.key, key, place);
      } else {
        block(key, issue.key, place);
      }
    }
  }
}

void IssueLinks::read_family(const Issue& issue) {
  const auto& parent = issue.field("parent");
  if (const auto key = outside_.mention(parent, issue.at("parent")); !key.empty()) {
    (is_epic(parent) ? epics_ : parents_)[issue.key] = key;
  }
  if (const auto key = outside_.mention(issue.field("epic"), issue.at("epic")); !key.empty()) {
    // The Agile API of some versions says `epic` for the parent story of a subtask.
    const auto known = parents_.find(issue.key);
    if (known == parents_.end() || known->second != key) epics_[issue.key] = key;
  }
  if (const auto field = mapping_.fields.find("epic"); field != mapping_.fields.end()) {
    const auto key = outside_.mention_key(issue.field(field->second).id());
    if (!key.empty()) epics_.try_emplace(issue.key, key);
  }
  std::size_t index = 0;
  for (const auto& subtask : issue.field("subtasks").elements()) {
    const auto key = outside_.mention(subtask, issue.at("subtasks").at(pointer_step(index++)));
    if (key.empty()) continue;
    parents_.try_emplace(key, issue.key);
    outside_.set_parent(key, issue.key);
  }
}

void IssueLinks::block(const std::string& blocked, const std::string& blocker, const Place& place) {
  if (places_.try_emplace({blocked, blocker}, place).second) blockers_[blocked].push_back(blocker);
}

// Depth first, without recursion: a chain of links may be as long as the export.
void IssueLinks::report_circles() {
  enum class State : std::uint8_t { unseen, open, closed };
  struct Step {
    std::string key;
    std::size_t next = 0;
  };
  std::map<std::string, State> states;
  static const std::vector<std::string> kNone;
  for (const auto& start : blockers_ | std::views::keys) {
    if (states[start] != State::unseen) continue;
    std::vector<Step> path{{start}};
    states[start] = State::open;
    while (!path.empty()) {
      const auto key = path.back().key;
      const auto found = blockers_.find(key);
      const auto& blockers = found == blockers_.end() ? kNone : found->second;
      if (path.back().next == blockers.size()) {
        states[key] = State::closed;
        path.pop_back();
        continue;
      }
      const auto& next = blockers[path.back().next++];
      auto& state = states[next];
      if (state == State::unseen) {
        state = State::open;
        path.push_back({next});
      } else if (state == State::open) {
        std::string circle;
        auto step = std::ranges::find(path, next, &Step::key);
        for (; step != path.end(); ++step) circle += step->key + " waits for ";
        report_.add(Severity::error, places_.at({key, next}),
                    "issues wait for each other in a circle: " + circle + next, "remove one of these links in Jira");
      }
    }
  }
}

}  // namespace jira
