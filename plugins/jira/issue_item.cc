#include "plugins/jira/issue_item.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "plugins/jira/document_text.h"
#include "plugins/jira/issue_status.h"
#include "plugins/jira/words.h"

namespace jira {
namespace {

void set_text(Json& item, std::string_view key, std::string text) {
  if (!text.empty()) item.set(key, Json(std::move(text)));
}

void set_list(Json& item, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  Json list{Json::Array()};
  for (const auto& text : texts) list.push(Json(text));
  item.set(key, std::move(list));
}

// A select field holds an object with the word in it.
const Json& option_value(const Json& value) {
  for (const auto* name : {"value", "name"}) {
    if (value[name].is_string()) return value[name];
  }
  return value;
}

std::vector<std::string> words_of(const Json& list) {
  std::vector<std::string> words;
  for (const auto& element : list.elements()) {
    const auto word = option_value(element).string();
    if (!word.empty() && std::ranges::find(words, word) == words.end()) words.emplace_back(word);
  }
  return words;
}

std::vector<std::string> criteria_of(const Json& value) {
  std::vector<std::string> lines;
  if (!value.is_array()) return lines_of(plain_text(value));
  for (const auto& element : value.elements()) {
    if (auto text = plain_text(option_value(element)); !text.empty()) lines.push_back(std::move(text));
  }
  return lines;
}

}  // namespace

Json ItemWriter::write(const Issue& issue, const Membership& membership) {
  Json item;
  item.set("id", Json(issue.key));
  set_text(item, "title", std::string(trim(issue.field("summary").string())));
  write_kind(issue, item);
  set_text(item, "status", status_of(issue.fields(), mapping_, issue.at("status"), issue.key, report_));
  write_points(issue, item);
  write_priority(issue, item);
  set_text(item, "sprint", membership.sprint);
  set_list(item, "past_sprints", membership.past);
  write_project(issue, item);
  set_text(item, "epic", links_.epic(issue.key));
  set_text(item, "parent", links_.parent(issue.key));
  write_people(issue, item);
  if (const auto found = links_.blockers().find(issue.key); found != links_.blockers().end()) {
    set_list(item, "blocked_by", found->second);
  }
  set_list(item, "labels", words_of(issue.field("labels")));
  set_list(item, "components", words_of(issue.field("components")));
  write_texts(issue, item);
  write_times(issue, item);
  write_mapped(issue, item);
  return item;
}

void ItemWriter::write_kind(const Issue& issue, Json& item) {
  auto kind = kind_of(issue.fields(), mapping_);
  if (kind.empty()) {
    const auto type = issue.field("issuetype")["name"].string();
    const auto what = type.empty() ? "no issue type" : "issue type '" + std::string(type) + "' is not in the mapping";
    kind = mapping_.default_kind;
    report_.count(kind.empty() ? Severity::warning : Severity::note, issue.at("issuetype").at("/name"), issue.key,
                  what + (kind.empty() ? ", the items have no kind" : ", the items are of kind " + kind),
                  type.empty() ? "" : "say which kind it is under `kinds` of the mapping file");
  }
  set_text(item, "kind", std::move(kind));
}

std::optional<double> ItemWriter::number(const Issue& issue, const std::string& field, std::string_view what) {
  const auto& value = option_value(issue.field(field));
  if (value.is_null() || (value.is_string() && trim(value.string()).empty())) return std::nullopt;
  if (const auto* whole = value.integer()) return static_cast<double>(*whole);
  if (const auto* real = value.real()) return *real;
  const auto digits = trim(value.string());
  double parsed = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
  if (!digits.empty() && fault == std::errc() && end == digits.data() + digits.size() && std::isfinite(parsed)) {
    return parsed;
  }
  report_.count(Severity::warning, issue.at(field), issue.key,
                std::string(what) + " in '" + field + "' are no number and are left out");
  return std::nullopt;
}

void ItemWriter::write_points(const Issue& issue, Json& item) {
  if (mapping_.points.empty()) return;
  const auto points = number(issue, mapping_.points, "points");
  if (!points) return;
  if (*points < 0) {
    report_.count(Severity::warning, issue.at(mapping_.points), issue.key,
                  "points below zero in '" + mapping_.points + "' are left out");
    return;
  }
  item.set("points", Json(*points));
}

void ItemWriter::write_priority(const Issue& issue, Json& item) {
  if (const int priority = priority_of(issue.fields(), mapping_); priority != 0) {
    item.set("priority", Json(std::int64_t{priority}));
    return;
  }
  constexpr std::array<std::string_view, 4> kSaysNothing = {"", "none", "not set", "undefined"};
  const auto name = lower(issue.field("priority")["name"].string());
  if (std::ranges::find(kSaysNothing, name) != kSaysNothing.end()) return;
  report_.count(Severity::warning, issue.at("priority").at("/name"), issue.key,
                "priority '" + name + "' is not in the mapping, the items have none",
                "give it a number from 1 to 5 under `priorities` of the mapping file");
}

void ItemWriter::write_project(const Issue& issue, Json& item) {
  const Named* project = mapping_.project ? &*mapping_.project : nullptr;
  const auto of_tracker = mapping_.projects.find(lower(issue.field("project")["key"].string()));
  if (of_tracker != mapping_.projects.end()) project = &of_tracker->second;
  for (const auto& component : issue.field("components").elements()) {
    const auto found = mapping_.components.find(lower(component["name"].string()));
    if (found == mapping_.components.end()) continue;
    project = &found->second;
    break;
  }
  if (project == nullptr) return;
  projects_.insert(project->id);
  item.set("project", Json(project->id));
}

void ItemWriter::write_people(const Issue& issue, Json& item) {
  set_text(item, "assignee", accounts_.person(issue.field("assignee")));
  const auto& reporter = issue.field("reporter");
  set_text(item, "reporter", accounts_.person(reporter.is_null() ? issue.field("creator") : reporter));
  for (const auto* name : {"pulled_by", "broken_down_by"}) {
    const auto field = mapping_.fields.find(name);
    if (field != mapping_.fields.end()) set_text(item, name, accounts_.person(issue.field(field->second)));
  }
  for (const auto* name : {"helpers", "consulted"}) {
    const auto field = mapping_.fields.find(name);
    if (field == mapping_.fields.end()) continue;
    const auto& value = issue.field(field->second);
    std::vector<std::string> people;
    for (const auto& user : value.elements()) people.push_back(accounts_.person(user));
    if (!value.is_array()) people.push_back(accounts_.person(value));
    std::erase(people, std::string());
    set_list(item, name, people);
  }
}

void ItemWriter::write_texts(const Issue& issue, Json& item) {
  set_text(item, "description", plain_text(issue.field("description")));
  if (const auto field = mapping_.fields.find("acceptance_criteria"); field != mapping_.fields.end()) {
    set_list(item, "acceptance_criteria", criteria_of(issue.field(field->second)));
  }
}

void ItemWriter::write_times(const Issue& issue, Json& item) {
  const auto write = [&](std::string_view key, std::string_view field) {
    const auto text = issue.field(field).string();
    if (text.empty()) return;
    if (auto instant = instant_text(text)) {
      item.set(key, Json(*std::move(instant)));
    } else {
      report_.count(Severity::warning, issue.at(field), issue.key,
                    "the time in '" + std::string(field) + "' cannot be read and is left out");
    }
  };
  write("created", "created");
  write("updated", "updated");
  if (const auto field = mapping_.fields.find("pulled_at"); field != mapping_.fields.end()) {
    write("pulled_at", field->second);
  }
}

void ItemWriter::write_mapped(const Issue& issue, Json& item) {
  for (const auto* name : {"value", "appetite"}) {
    const auto field = mapping_.fields.find(name);
    if (field == mapping_.fields.end()) continue;
    if (const auto value = number(issue, field->second, name)) item.set(name, Json(*value));
  }
  Json extra;
  for (const auto& [name, field] : mapping_.custom_fields) {
    const auto& value = issue.field(field);
    if (value.is_array()) {
      set_list(extra, name, words_of(value));
    } else if (const auto& word = option_value(value); word.is_object()) {
      set_text(extra, name, plain_text(word));
    } else if (!word.is_null()) {
      extra.set(name, word);
    }
  }
  if (!extra.is_null()) item.set("fields", std::move(extra));
}

}  // namespace jira
