// Whole exports in the shapes of Jira Server, Cloud and the Agile API.

#include "tests/plugins/importers.h"

using namespace plugin_tests;

namespace {

constexpr const char* kServerMapping = R"(
kinds: {Story: user_story, Sub-task: chore}
points: customfield_10004
components: {Rigging: masts, Keel: keels}
projects: {BOAT: yard}
team: boats
fields:
  acceptance_criteria: customfield_10301
  pulled_by: customfield_10302
custom_fields: {risk: customfield_10303}
)";

}  // namespace

TEST_CASE("Jira Server: items, with sprints from strings") {
  const auto imported = import_jira(request({fixture("server-search.json")}, kServerMapping));
  const auto document = backlog(imported);

  CHECK(document["schema"] == "sprintd.backlog/v1");
  CHECK(document["sprints"] == Json::parse(R"([
    {"id": "71", "name": "Yard 1: hull, keel [spring]", "team": "boats", "starts": "2024-03-18T08:00:00Z",
     "ends": "2024-03-29T16:00:00Z", "state": "closed"},
    {"id": "74", "name": "Yard 2, id=rigging", "team": "boats", "goal": "Sail by May", "starts": "2024-04-15T07:00:00Z",
     "ends": "2024-04-26T15:00:00Z", "state": "active"},
    {"id": "77", "name": "Yard 3", "team": "boats", "state": "planned"}])"));
  CHECK(document["organisation"] == Json::parse(R"({
    "people": [{"id": "lena", "name": "Lena Berg"}, {"id": "noor", "name": "Noor Haddad"}],
    "teams": [{"id": "boats", "name": "boats"}],
    "projects": [{"id": "masts", "name": "masts"}, {"id": "yard", "name": "yard"}]})"));
  CHECK(item(document, "BOAT-1") == Json::parse(R"({
    "id": "BOAT-1", "title": "Varnish the mast", "kind": "user_story", "status": "doing", "points": 5, "priority": 1,
    "sprint": "74", "past_sprints": ["71"], "project": "masts", "assignee": "noor", "reporter": "lena",
    "blocked_by": ["PAINT-7"], "labels": ["varnish", "spring"], "components": ["Hull", "Rigging"],
    "description": "Two coats, dry weather.\r\n\r\nMind the cleats.", "created": "2024-04-02T07:15:00Z",
    "updated": "2024-04-20T16:00:30.500Z", "acceptance_criteria": ["The mast shines", "No drips"], "pulled_by": "lena",
    "fields": {"risk": "High"}})"));
  // A subtask is in the sprints of its parent; what was closed without being done is cancelled.
  CHECK(item(document, "BOAT-2") == Json::parse(R"({
    "id": "BOAT-2", "title": "Sand the mast", "kind": "chore", "status": "cancelled", "sprint": "74",
    "past_sprints": ["71"], "project": "yard", "parent": "BOAT-1", "reporter": "noor",
    "created": "2024-04-03T07:15:00Z"})"));
  CHECK(item(document, "BOAT-3") == Json::parse(R"({
    "id": "BOAT-3", "title": "Launch", "status": "done", "points": 3, "sprint": "77", "project": "yard",
    "assignee": "noor", "reporter": "lena", "blocked_by": ["BOAT-1"], "created": "2024-04-04T04:30:00Z"})"));
  CHECK(item(document, "BOAT-4") == Json::parse(R"({
    "id": "BOAT-4", "title": "Clean the shed", "kind": "chore", "status": "done", "priority": 4, "project": "yard",
    "components": ["Shed"], "created": "2024-04-03T07:15:00Z"})"));
}

TEST_CASE("Jira Server: what is linked but not exported is an item outside every sprint") {
  const auto document = backlog(import_jira(request({fixture("server-search.json")}, kServerMapping)));
  CHECK(document["items"].size() == 7);
  CHECK(
      item(document, "PAINT-7") ==
      Json::parse(R"({"id": "PAINT-7", "title": "Order varnish", "kind": "chore", "status": "todo", "priority": 2})"));
  CHECK(item(document, "PAINT-11") ==
        Json::parse(R"({"id": "PAINT-11", "title": "Paint the name", "blocked_by": ["BOAT-3"]})"));
  CHECK(item(document, "BOAT-8") == Json::parse(R"({"id": "BOAT-8", "title": "Buy sandpaper", "kind": "chore",
                                                    "status": "done", "parent": "BOAT-1"})"));
}

TEST_CASE("Jira Server: what was left out is said once each") {
  const auto imported = import_jira(request({fixture("server-search.json")}, kServerMapping));
  CHECK(messages(imported) ==
        std::vector<std::string>{
            "warning: 1 issue: priority 'whenever' is not in the mapping, the items have none (BOAT-2)",
            "warning: 1 issue: the time in 'updated' cannot be read and is left out (BOAT-2)",
            "warning: 1 issue: points below zero in 'customfield_10004' are left out (BOAT-2)",
            "warning: 1 issue: issue type 'Ceremony' is not in the mapping, the items have no kind (BOAT-3)",
            "note: 1 issue: status category 3 has the key 'new'; the number counts: done (BOAT-3)",
            "warning: 1 issue: points in 'customfield_10004' are no number and are left out (BOAT-4)"});
  const auto& first = imported.diagnostics.front();
  CHECK(first.pointer == "/issues/1/fields/priority/name");
  CHECK(imported.sources.text(first.span.file).substr(first.span.begin, first.span.end - first.span.begin) ==
        "\"Whenever\"");
}

TEST_CASE("Jira Cloud: two pages are one backlog") {
  const auto imported =
      import_jira(request({fixture("cloud-page-1.json"), fixture("cloud-page-2.json")}, "points: customfield_10016\n"));
  CHECK(messages(imported).empty());
  const auto document = backlog(imported);
  CHECK(document["sprints"] == Json::parse(R"([
    {"id": "3", "name": "Tea 3", "goal": "Hot by nine", "starts": "2025-01-06T08:00:00Z",
     "ends": "2025-01-17T16:00:00Z", "state": "closed"},
    {"id": "4", "name": "Tea 4", "state": "planned"}])"));
  CHECK(item(document, "TEA-1") == Json::parse(R"({
    "id": "TEA-1", "title": "Brew by the cup", "kind": "user_story", "status": "todo", "points": 2.5, "priority": 1,
    "sprint": "4", "past_sprints": ["3"], "epic": "TEA-90", "assignee": "5b10a2844c20165700ede21g",
    "reporter": "5b10ac8d82e05b22cc7d4ef5", "description": "Why\nAsk @Emma\nor see https://example.org/tea\n- hot\n- strong",
    "created": "2025-01-06T10:00:00Z", "updated": "2025-01-07T10:00:00Z"})"));
  CHECK(item(document, "TEA-2")["status"] == "cancelled");
  CHECK(item(document, "TEA-2")["sprint"] == "3");
  CHECK(item(document, "TEA-90") == Json::parse(R"({"id": "TEA-90", "title": "A better kitchen", "status": "doing"})"));
  CHECK(document["organisation"]["people"].size() == 2);
}

TEST_CASE("Jira Agile: sprint, closed sprints and epic") {
  const auto imported = import_jira(request({fixture("agile-sprint.json")}, "boards: {5: bridges, 6: tunnels}\n"));
  CHECK(messages(imported).empty());
  const auto document = backlog(imported);
  CHECK(item(document, "ROAD-1")["sprint"] == "37");
  CHECK(item(document, "ROAD-1")["past_sprints"] == Json({"29", "31"}));
  CHECK(item(document, "ROAD-1")["epic"] == "ROAD-90");
  CHECK_FALSE(item(document, "ROAD-2").contains("sprint"));
  CHECK(item(document, "ROAD-2")["epic"] == "ROAD-1");
  CHECK(item(document, "ROAD-90") ==
        Json::parse(R"({"id": "ROAD-90", "title": "All bridges safe", "status": "done"})"));
  CHECK(document["sprints"][0]["team"] == "tunnels");
  CHECK(document["sprints"][1]["team"] == "bridges");
  CHECK(document["sprints"][2]["goal"] == "Open by summer");
}

TEST_CASE("a bare array of issues is an export too") {
  const auto document = backlog(import_jira(request({"[" + issue("A-1") + "," + issue("A-2") + "]"})));
  CHECK(document["items"].size() == 2);
  CHECK_FALSE(document.contains("organisation"));
  CHECK(document["sprints"] == Json::array());
}

TEST_CASE("with an organisation apart, the document brings only the people that it lacks") {
  auto asked = request({fixture("server-search.json")}, kServerMapping);
  asked.known = {{"noor"}, {"boats"}, {"masts", "keels", "yard"}};
  const auto document = backlog(import_jira(std::move(asked)));
  CHECK(document["organisation"] == Json::parse(R"({"people": [{"id": "lena", "name": "Lena Berg"}]})"));
}

TEST_CASE("accounts of Jira become the people of the organisation") {
  auto asked =
      request({fixture("server-search.json")}, "people: {Lena Berg: lb, noor@example.org: nh, JIRAUSER10201: nh}\n");
  asked.known = {{"lb", "nh"}, {}, {}};
  const auto document = backlog(import_jira(std::move(asked)));
  CHECK_FALSE(document.contains("organisation"));
  CHECK(item(document, "BOAT-1")["assignee"] == "nh");
  CHECK(item(document, "BOAT-1")["reporter"] == "lb");
}

TEST_CASE("the same export gives the same bytes") {
  const auto once = import_jira(request({fixture("server-search.json")}, kServerMapping));
  const auto again = import_jira(request({fixture("server-search.json")}, kServerMapping));
  CHECK(once.backlog == again.backlog);
}
