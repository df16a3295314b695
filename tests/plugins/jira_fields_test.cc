// Single fields of issues, and what the mapping says about them.

#include "tests/plugins/importers.h"

using namespace plugin_tests;

TEST_CASE("a field of Jira becomes a field of an item") {
  struct Row {
    const char* fields;   // of the issue
    const char* mapping;  // may be empty
    const char* field;    // of the item
    Json expected;        // null: absent
  };
  const auto row = GENERATE(values<Row>({
      {R"("status": {"statusCategory": {"id": 2, "key": "new"}})", "", "status", "todo"},
      {R"("status": {"statusCategory": {"id": 4, "key": "indeterminate"}})", "", "status", "doing"},
      {R"("status": {"statusCategory": {"key": "done"}})", "", "status", "done"},
      {R"("status": {"statusCategory": {"id": 1, "key": "undefined"}})", "", "status", nullptr},
      {R"("status": {"name": "QA", "statusCategory": {"id": 3, "key": "done"}})", "statuses: {qa: doing}", "status",
       "doing"},
      {R"("status": {"statusCategory": {"id": 3}}, "resolution": {"name": "Parked"})", "", "status", "done"},
      {R"("status": {"statusCategory": {"id": 3}}, "resolution": {"name": "Parked"})", "cancelled: [parked]", "status",
       "cancelled"},
      {R"("status": {"statusCategory": {"id": 2}}, "resolution": {"name": "Duplicate"})", "", "status", "todo"},

      {R"("issuetype": {"name": "Task"})", "kinds: {Task: chore}", "kind", "chore"},
      {R"("issuetype": {"name": "Task"})", "default_kind: spike", "kind", "spike"},
      {R"("issuetype": {"name": "Task"})", "", "kind", nullptr},
      {R"("issuetype": {"name": "Technical Debt"})", "", "kind", "tech_debt"},
      {R"("issuetype": {"name": "故事"})", "kinds: {故事: user_story}", "kind", "user_story"},
      {R"("issuetype": {"name": "Bug"})", "kinds: {Bug: defect_report}", "kind", "defect_report"},

      {R"("cf": 3)", "points: cf", "points", 3},
      {R"("cf": 0.5)", "points: cf", "points", 0.5},
      {R"("cf": " 8 ")", "points: cf", "points", 8},
      {R"("cf": {"value": "13"})", "points: cf", "points", 13},
      {R"("cf": "-1")", "points: cf", "points", nullptr},
      {R"("cf": "")", "points: cf", "points", nullptr},
      {R"("cf": "nan")", "points: cf", "points", nullptr},
      {R"("cf": "0x10")", "points: cf", "points", nullptr},
      {R"("cf": true)", "points: cf", "points", nullptr},
      {R"("customfield_10016": 3)", "", "points", nullptr},

      {R"("priority": {"name": "Hot"})", "priorities: {hot: 1}", "priority", 1},
      {R"("priority": null)", "", "priority", nullptr},
      {R"("components": [{"name": "Z"}, {"name": "iOS"}, {"name": "Android"}])", "components: {android: a, ios: i}",
       "project", "i"},
      {R"("project": {"key": "AB"})", "{projects: {AB: p}, project: q}", "project", "p"},
      {R"("project": {"key": "XY"})", "{projects: {AB: p}, project: q}", "project", "q"},

      {R"("cf": "K-9")", "fields: {epic: cf}", "epic", "K-9"},
      {R"("cf": ["one", {"value": "two"}])",
       "fields: {acceptance_criteria: cf}",
       "acceptance_criteria",
       {"one", "two"}},
      {R"("cf": "1. one\r\n\r\n2) two\n- three\n• four\n*not a bullet*")",
       "fields: {acceptance_criteria: cf}",
       "acceptance_criteria",
       {"one", "two", "three", "four", "*not a bullet*"}},
      {R"("cf": [{"accountId": "x"}, {"accountId": "y"}])", "fields: {pulled_by: cf}", "pulled_by", "x"},
      {R"("cf": [{"accountId": "x"}, {"accountId": "y"}])", "fields: {helpers: cf}", "helpers", {"x", "y"}},
      {R"("cf": "2025-01-02T03:04:05.000+0100")", "fields: {pulled_at: cf}", "pulled_at", "2025-01-02T02:04:05Z"},
      {R"("cf": 4)", "fields: {appetite: cf}", "appetite", 4},
      {R"("cf": [{"value": "web"}, "api"])", "custom_fields: {area: cf}", "fields", {{"area", {"web", "api"}}}},
      {R"("cf": null)", "custom_fields: {area: cf}", "fields", nullptr},

      {R"("description": "  ")", "", "description", nullptr},
      {R"("description": {"type": "doc", "content": []})", "", "description", nullptr},
      {R"("labels": ["a", "a", 7, "b"])", "", "labels", {"a", "b"}},
      {R"("created": "2024-02-29T23:59:59+0530")", "", "created", "2024-02-29T18:29:59Z"},
      {R"("created": "2023-02-29T00:00:00Z")", "", "created", nullptr},
      {R"("created": "0001-01-01T00:00:00+1200")", "", "created", nullptr},
      {R"("assignee": "plain")", "", "assignee", "plain"},
      {R"("assignee": {"active": true})", "", "assignee", nullptr},
  }));
  INFO(row.fields);
  INFO(row.mapping);
  auto mapping = std::string(row.mapping);
  const auto document =
      backlog(import_jira(request({page(R"({"key": "A-1", "fields": {)" + std::string(row.fields) + "}}")}, mapping)));
  CHECK(item(document, "A-1").value(row.field, Json()) == row.expected);
}

TEST_CASE("links say who waits for whom") {
  struct Row {
    const char* why;
    const char* link;
    const char* mapping;
    Json first;   // blocked_by of A-1
    Json second;  // blocked_by of A-2
  };
  const auto row = GENERATE(values<Row>({
      {"inward", R"({"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "A-2"}})", "", {"A-2"}, nullptr},
      {"outward", R"({"type": {"outward": "blocks"}, "outwardIssue": {"key": "A-2"}})", "", nullptr, {"A-1"}},
      {"the text of the other side does not count",
       R"({"type": {"inward": "is blocked by", "outward": "x"}, "outwardIssue": {"key": "A-2"}})", "", nullptr,
       nullptr},
      {"depends on", R"({"type": {"outward": "depends on"}, "outwardIssue": {"key": "A-2"}})", "", {"A-2"}, nullptr},
      {"is dependent of",
       R"({"type": {"inward": "is dependent of"}, "inwardIssue": {"key": "A-2"}})",
       "",
       nullptr,
       {"A-1"}},
      {"relates to", R"({"type": {"inward": "relates to"}, "inwardIssue": {"key": "A-2"}})", "", nullptr, nullptr},
      {"words of one's own",
       R"({"type": {"inward": "Wird Blockiert Von"}, "inwardIssue": {"key": "A-2"}})",
       "links: {blocked_by: [wird blockiert von]}",
       {"A-2"},
       nullptr},
      {"words of one's own replace the usual ones",
       R"({"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "A-2"}})",
       "links: {blocked_by: wird blockiert von}", nullptr, nullptr},
      {"both halves are one",
       R"({"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "A-2"}},
                                {"type": {"outward": "depends on"}, "outwardIssue": {"key": "A-2"}})",
       "",
       {"A-2"},
       nullptr},
      {"nonsense", R"(7, {}, {"type": 3, "inwardIssue": []}, {"type": {"inward": "is blocked by"}, "inwardIssue": {}})",
       "", nullptr, nullptr},
  }));
  INFO(row.why);
  const auto document = backlog(import_jira(request(
      {page(issue("A-1", std::string(R"("issuelinks": [)") + row.link + "]") + "," + issue("A-2"))}, row.mapping)));
  CHECK(document["items"].size() == 2);
  CHECK(item(document, "A-1").value("blocked_by", Json()) == row.first);
  CHECK(item(document, "A-2").value("blocked_by", Json()) == row.second);
}

TEST_CASE("the example of a mapping file is one") {
  const auto mapping = read_file(SPRINTD_SOURCE_DIR "/examples/jira-mapping.yaml");
  const auto imported = import_jira(request({page(issue("A-1", R"("issuetype": {"name": "ops request"})"))}, mapping));
  CHECK(messages(imported).empty());
  CHECK(item(backlog(imported), "A-1")["kind"] == "infrastructure");
}
