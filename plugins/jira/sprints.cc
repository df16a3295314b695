#include "plugins/jira/sprints.h"

#include <algorithm>
#include <tuple>

#include "plugins/jira/sprint_string.h"
#include "plugins/jira/words.h"

namespace jira {
namespace {

std::string state_word(std::string_view state) {
  const auto word = lower(state);
  if (word == "active" || word == "closed") return word;
  return word == "future" ? "planned" : "";
}

// The board that a sprint was made on goes by three names.
std::string board_of(const Json& sprint) {
  for (const auto* name : {"originBoardId", "boardId", "rapidViewId"}) {
    if (auto id = sprint[name].id(); !id.empty()) return id;
  }
  return {};
}

bool is_sprint_object(const Json& value) {
  return !value["id"].id().empty() && value["name"].is_string() && !state_word(value["state"].string()).empty();
}

// A custom field that holds sprints, by its shape: its number differs between Jiras.
bool holds_sprints(const Json& value) {
  if (value.is_string()) return is_sprint_string(value.string());
  const auto& elements = value.elements();
  return !elements.empty() && std::ranges::all_of(elements, [](const Json& element) {
    if (element.is_string()) return is_sprint_string(element.string());
    return is_sprint_object(element) && !board_of(element).empty();
  });
}

std::string time_of(const Json& sprint, std::string_view name) {
  return instant_text(sprint[name].string()).value_or(std::string());
}

Sprint from_object(const Json& json) {
  return {json["id"].id(),
          std::string(json["name"].string()),
          state_word(json["state"].string()),
          time_of(json, "startDate"),
          time_of(json, "endDate"),
          std::string(trim(json["goal"].string())),
          board_of(json)};
}

}  // namespace

Sprints::Sprints(const Export& pages, const Mapping& mapping, std::string_view asked, Report& report)
    : mapping_(mapping), report_(report) {
  std::vector<Ids> of_issues;
  for (const auto& issue : pages.issues) of_issues.push_back(read_issue(issue));

  // A subtask is in its parent's sprints; Server does not repeat them.
  for (std::size_t i = 0; i < of_issues.size(); ++i) {
    const auto& issue = pages.issues[i];
    if (!of_issues[i].empty() || !issue.field("issuetype")["subtask"].is_true()) continue;
    const auto parent = pages.by_key.find(issue.field("parent")["key"].string());
    if (parent != pages.by_key.end()) of_issues[i] = of_issues[parent->second];
  }

  if (!asked.empty() && !all_.contains(asked)) {
    report_.add(Severity::error, {}, "no issue of the export is or was in sprint '" + std::string(asked) + "'");
  }
  const auto shared = shared_by_all(of_issues);
  for (std::size_t i = 0; i < of_issues.size(); ++i) {
    memberships_.push_back(choose(pages.issues[i], of_issues[i], asked, shared));
  }
}

Sprints::Ids Sprints::read_issue(const Issue& issue) {
  Ids ids;
  for (const auto& [name, value] : issue.fields().members()) {
    const bool is_agile = name == "sprint" || name == "closedSprints";
    const bool is_named = name == mapping_.sprint_field;
    if (is_agile || is_named || (mapping_.sprint_field.empty() && holds_sprints(value))) {
      read_value(value, issue.at(name), issue.key, ids);
    }
  }
  return ids;
}

void Sprints::read_value(const Json& value, const Place& place, const std::string& key, Ids& ids) {
  if (value.is_null()) return;
  if (value.is_array()) {
    std::size_t index = 0;
    for (const auto& element : value.elements()) read_value(element, place.at(pointer_step(index++)), key, ids);
  } else if (is_sprint_object(value)) {
    add(from_object(value), ids);
  } else if (const auto parsed = parse_sprint_string(value.string())) {
    Json json;
    for (const auto& [name, text] : *parsed) json.set(name, Json(text));
    add(from_object(json), ids);
  } else {
    report_.count(Severity::warning, place, key, "a sprint that cannot be read is left out");
  }
}

void Sprints::add(Sprint sprint, Ids& ids) {
  if (std::ranges::find(ids, sprint.id) == ids.end()) ids.push_back(sprint.id);
  const auto [entry, is_new] = all_.try_emplace(sprint.id, sprint);
  if (is_new) return;
  // The encodings differ in what they tell: keep what was told first, fill what was not.
  for (const auto member :
       {&Sprint::name, &Sprint::state, &Sprint::starts, &Sprint::ends, &Sprint::goal, &Sprint::board}) {
    if ((entry->second.*member).empty()) entry->second.*member = sprint.*member;
  }
}

bool Sprints::before(const std::string& a, const std::string& b) const {
  const auto rank = [](const Sprint& s) {
    // Planned sprints may have no dates yet; they come last. Ids grow: shorter ones are older.
    return std::tuple(s.state == "planned" && s.starts.empty(), s.starts, s.ends, s.id.size(), s.id);
  };
  return rank(all_.find(a)->second) < rank(all_.find(b)->second);
}

std::string Sprints::shared_by_all(const std::vector<Ids>& of_issues) const {
  if (of_issues.empty() || !std::ranges::all_of(all_, [](const auto& s) { return s.second.state == "closed"; }))
    return {};
  std::string last;
  for (const auto& id : of_issues.front()) {
    const bool shared =
        std::ranges::all_of(of_issues, [&](const Ids& ids) { return std::ranges::find(ids, id) != ids.end(); });
    if (shared && (last.empty() || before(last, id))) last = id;
  }
  return last;
}

Membership Sprints::choose(const Issue& issue, Ids ids, std::string_view asked, const std::string& shared) {
  Membership result;
  if (ids.empty()) return result;
  std::ranges::sort(ids, [this](const auto& a, const auto& b) { return before(a, b); });
  const auto take = [&](auto matches) {
    const auto found = std::find_if(ids.rbegin(), ids.rend(), matches);
    if (result.sprint.empty() && found != ids.rend()) result.sprint = *found;
  };
  const auto in_state = [this](std::string_view state) {
    return [this, state](const std::string& id) { return all_.find(id)->second.state == state; };
  };
  take([&](const std::string& id) { return id == asked; });
  take(in_state("active"));
  take(in_state("planned"));
  take([&](const std::string& id) { return id == shared; });
  take([](const std::string&) { return true; });

  bool went_on = false;
  for (const auto& id : ids) {
    if (id == result.sprint) continue;
    if (before(id, result.sprint) && all_.find(id)->second.state == "closed") {
      result.past.push_back(id);
    } else {
      went_on = true;
    }
  }
  if (went_on) {
    report_.count(Severity::note, issue.place, issue.key,
                  "in other sprints after '" + all_.find(result.sprint)->second.name + "' too; these are left out");
  }
  return result;
}

}  // namespace jira
