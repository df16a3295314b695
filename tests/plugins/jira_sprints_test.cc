// Which sprint an item is in, when Jira remembers every sprint that the issue was ever in.

#include "tests/plugins/importers.h"

using namespace plugin_tests;

namespace {

// "7 closed", "8 active": sprint N begins on day N of a month.
std::string sprint(int id, const std::string& state) {
  const auto day = (id < 10 ? "0" : "") + std::to_string(id);
  return R"({"id": )" + std::to_string(id) + R"(, "state": ")" + state + R"(", "name": "S)" + std::to_string(id) +
         R"(", "boardId": 1, "startDate": "2025-03-)" + day + R"(T00:00:00Z"})";
}

std::string in(const std::string& key, const std::vector<std::pair<int, std::string>>& sprints) {
  std::string list;
  for (const auto& [id, state] : sprints) list += (list.empty() ? "" : ", ") + sprint(id, state);
  return issue(key, R"("customfield_10020": [)" + list + "]");
}

}  // namespace

TEST_CASE("an item is in one sprint, the closed ones before it are past") {
  struct Row {
    const char* why;
    std::vector<std::pair<int, std::string>> sprints;
    const char* asked;
    Json sprint;
    Json past;
  };
  const auto row = GENERATE(values<Row>({
      {"none", {}, "", nullptr, nullptr},
      {"the only one", {{3, "closed"}}, "", "3", nullptr},
      {"active before planned", {{5, "future"}, {4, "active"}, {3, "closed"}}, "", "4", {"3"}},
      {"planned before closed", {{3, "closed"}, {5, "future"}}, "", "5", {"3"}},
      {"all closed: the last", {{3, "closed"}, {9, "closed"}, {5, "closed"}}, "", "9", {"3", "5"}},
      {"the one asked about", {{3, "closed"}, {9, "closed"}, {5, "closed"}}, "5", "5", {"3"}},
      {"asked about, though another is open", {{3, "closed"}, {9, "active"}}, "3", "3", nullptr},
  }));
  INFO(row.why);
  // A second issue shares no sprint, so that none is shared by all.
  auto asked = request({page(in("A-1", row.sprints) + "," + in("A-2", {{1, "closed"}}))});
  asked.sprint = row.asked;
  const auto document = backlog(import_jira(std::move(asked)));
  const auto first = item(document, "A-1");
  CHECK(first.value("sprint", Json()) == row.sprint);
  CHECK(first.value("past_sprints", Json()) == row.past);
}

TEST_CASE("when all sprints are closed, the one that every issue shares is the export's") {
  const auto imported = import_jira(
      request({page(in("A-1", {{3, "closed"}, {5, "closed"}}) + "," +
                    in("A-2", {{5, "closed"}, {9, "closed"}, {2, "closed"}}) + "," + in("A-3", {{5, "closed"}}))}));
  const auto document = backlog(imported);
  for (const auto* key : {"A-1", "A-2", "A-3"}) CHECK(item(document, key)["sprint"] == "5");
  CHECK(item(document, "A-2")["past_sprints"] == Json({"2"}));
  CHECK(messages(imported) ==
        std::vector<std::string>{"note: 1 issue: in other sprints after 'S5' too; these are left out (A-2)"});
}

TEST_CASE("an open sprint in the export takes the shared one's place") {
  const auto document = backlog(
      import_jira(request({page(in("A-1", {{5, "closed"}, {9, "active"}}) + "," + in("A-2", {{5, "closed"}}))})));
  CHECK(item(document, "A-1")["sprint"] == "9");
  CHECK(item(document, "A-1")["past_sprints"] == Json({"5"}));
  CHECK(item(document, "A-2")["sprint"] == "5");
}

TEST_CASE("asking about a sprint that no issue is in is an error") {
  auto asked = request({page(in("A-1", {{5, "closed"}}))});
  asked.sprint = "6";
  const auto imported = import_jira(std::move(asked));
  CHECK_FALSE(imported.backlog.has_value());
  CHECK(messages(imported) == std::vector<std::string>{"error: no issue of the export is or was in sprint '6'"});
}

TEST_CASE("sprint strings of Jira Server, whatever the name") {
  struct Row {
    const char* body;
    const char* name;
    const char* state;
    Json goal;
  };
  const auto row = GENERATE(values<Row>({
      {"id=5820,rapidViewId=3504,state=CLOSED,name=R301 - Rails!,startDate=2019-08-19T04:05:10.000Z,endDate=<null>,"
       "completeDate=<null>,sequence=5820",
       "R301 - Rails!", "closed", nullptr},
      {"rapidViewId=<null>,state=ACTIVE,name=Plain,startDate=<null>,endDate=<null>,completeDate=<null>,id=5820",
       "Plain", "active", nullptr},
      {"id=5820,rapidViewId=1,state=FUTURE,name=a, b = c],[d,startDate=<null>,goal=x, y]", "a, b = c],[d", "planned",
       "x, y]"},
      {"id=5820,state=ACTIVE,name=one,id=7,state=CLOSED,sequence=12,goal=", "one,id=7,state=CLOSED", "active", nullptr},
      {"name=one,id=7,state=ACTIVE,id=5820,goal=<null>", "one,id=7", "active", nullptr},
      {"id=5820,state=ACTIVE,name=rest,startDate=soon,sequence=1", "rest,startDate=soon", "active", nullptr},
      {"id=5820,state=ACTIVE,goal=name it,name=G,sequence=1", "G", "active", "name it"},
      {"id=5820,name=no state", "no state", "", nullptr},
  }));
  INFO(row.body);
  const auto value =
      Json("com.atlassian.greenhopper.service.sprint.Sprint@1fdd4900[" + std::string(row.body) + "]").dump();
  const auto imported = import_jira(request({page(issue("A-1", R"("customfield_1": [)" + value + "]"))}));
  const auto document = backlog(imported);
  INFO(document.dump());
  REQUIRE(document["sprints"].size() == 1);
  const auto& sprint = document["sprints"][0];
  CHECK(sprint["id"] == "5820");
  CHECK(sprint["name"] == row.name);
  CHECK(sprint.value("state", "") == row.state);
  CHECK(sprint.value("goal", Json()) == row.goal);
  CHECK(item(document, "A-1")["sprint"] == "5820");
}

TEST_CASE("a sprint string that cannot be read is left out with a warning") {
  const auto* text = R"("com.atlassian.greenhopper.service.sprint.Sprint@1[name=x")";
  const auto imported = import_jira(request({page(issue("A-1", std::string(R"("customfield_1": [)") + text + "]"))}));
  CHECK(messages(imported) ==
        std::vector<std::string>{"warning: 1 issue: a sprint that cannot be read is left out (A-1)"});
  CHECK(imported.diagnostics[0].pointer == "/issues/0/fields/customfield_1/0");
}

TEST_CASE("the sprint field may be named, where its shape does not tell") {
  const std::string fields = R"("customfield_1": [{"id": 1, "name": "n", "state": "active"}],
                                "customfield_2": [{"id": 2, "name": "n", "state": "active", "boardId": 3}])";
  const auto by_shape = backlog(import_jira(request({page(issue("A-1", fields))})));
  CHECK(item(by_shape, "A-1")["sprint"] == "2");
  const auto named = backlog(import_jira(request({page(issue("A-1", fields))}, "sprint: customfield_1\n")));
  CHECK(item(named, "A-1")["sprint"] == "1");
}
