#include "plugins/jira/import.h"

#include <set>
#include <utility>

#include "plugins/jira/accounts.h"
#include "plugins/jira/issue_item.h"
#include "plugins/jira/issue_links.h"
#include "plugins/jira/mapping.h"
#include "plugins/jira/outside_items.h"
#include "plugins/jira/result_pages.h"
#include "plugins/jira/sprints.h"
#include "plugins/jira/words.h"

namespace jira {
namespace {

void set_text(Json& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.set(key, Json(text));
}

Json::Array write_sprints(const Sprints& sprints, const Mapping& mapping, std::set<std::string>& teams) {
  Json::Array list;
  for (const auto& [id, sprint] : sprints.all()) {
    Json out;
    out.set("id", Json(id));
    set_text(out, "name", sprint.name);
    const auto board = mapping.boards.find(lower(sprint.board));
    const auto* team = board != mapping.boards.end() ? &board->second : mapping.team ? &*mapping.team : nullptr;
    if (team != nullptr) {
      teams.insert(team->id);
      out.set("team", Json(team->id));
    }
    set_text(out, "goal", sprint.goal);
    set_text(out, "starts", sprint.starts);
    set_text(out, "ends", sprint.ends);
    set_text(out, "state", sprint.state);
    list.push_back(std::move(out));
  }
  return list;
}

Json::Array named_list(const std::map<std::string, std::string>& names) {
  Json::Array list;
  for (const auto& [id, name] : names) {
    Json out;
    out.set("id", Json(id)).set("name", Json(name));
    list.push_back(std::move(out));
  }
  return list;
}

std::map<std::string, std::string> named_as_ids(const std::set<std::string>& ids) {
  std::map<std::string, std::string> names;
  for (const auto& id : ids) names.emplace(id, id);
  return names;
}

}  // namespace

sprint_plugin_sdk::Answer import(const sprint_plugin_sdk::Request& request) {
  Report report;
  const auto mapping = request.mapping ? read_mapping(request.mapping->content, request.known, report) : Mapping();
  const auto pages = read_pages(request.inputs, report);
  if (report.has_errors()) return {std::nullopt, report.take()};

  const Sprints sprints(pages, mapping, request.sprint, report);
  OutsideItems outside(pages, mapping, report);
  const IssueLinks links(pages, mapping, outside, report);
  Accounts accounts(mapping, request.known);
  ItemWriter writer(mapping, links, accounts, report);

  Json::Array items;
  for (std::size_t i = 0; i < pages.issues.size(); ++i) {
    items.push_back(writer.write(pages.issues[i], sprints.membership(i)));
  }
  outside.write(items, links.blockers());
  std::set<std::string> teams;
  auto sprint_list = write_sprints(sprints, mapping, teams);

  Json organisation;
  if (!accounts.to_add().empty()) organisation.set("people", Json(named_list(accounts.to_add())));
  if (!request.known) {
    if (!teams.empty()) organisation.set("teams", Json(named_list(named_as_ids(teams))));
    if (!writer.projects().empty()) organisation.set("projects", Json(named_list(named_as_ids(writer.projects()))));
  }

  if (report.has_errors()) return {std::nullopt, report.take()};
  Json document;
  document.set("schema", Json("sprintd.backlog/v1"));
  if (!organisation.is_null()) document.set("organisation", std::move(organisation));
  document.set("sprints", Json(std::move(sprint_list)));
  document.set("items", Json(std::move(items)));
  std::string text;
  write_json(document, text);
  text += '\n';
  return {std::move(text), report.take()};
}

}  // namespace jira
