// Exports and mapping files that are wrong: every fault at its place, never a crash, never a half import.

#include "tests/plugins/importers.h"

using namespace plugin_tests;

TEST_CASE("what is no export is told with its place") {
  struct Row {
    std::string text;
    std::string told;
  };
  const auto row = GENERATE(values<Row>({
      {"",
       "page-1.json:1:1: error[E0610]: not JSON: syntax error while parsing value - unexpected end of input; expected "
       "'[', '{', or a literal"},
      {"{\"issues\": [}",
       "page-1.json:1:13: error[E0610]: not JSON: syntax error while parsing value - unexpected '}'; "
       "expected '[', '{', or a literal"},
      {"[1e999]", "page-1.json:1:6: error[E0610]: not JSON: number overflow parsing '1e999'"},
      {std::string(65, '['), "page-1.json:1:65: error[E0610]: not JSON: nested deeper than 64 levels"},
      {R"(["\"]]]", )" + std::string(300'000, '['),
       "page-1.json:1:74: error[E0610]: not JSON: nested deeper than 64 levels"},
      {"{}", "page-1.json:1:1: error[E0610]: no issues: expected an object with 'issues', or an array of issues"},
      {"7", "page-1.json:1:1: error[E0610]: no issues: expected an object with 'issues', or an array of issues"},
      {R"({"values": []})", "page-1.json:1:1: error[E0610]: a list of 'values', not of issues"},
      {R"({"errorMessages": ["The value 'X' does not exist"]})",
       "page-1.json:1:19: error[E0610]: Jira answered with an error: The value 'X' does not exist (at /errorMessages)"},
      {"[\n  {\"fields\": {}}\n]", "page-1.json:2:3: error[E0610]: an issue without 'key' (at /0)"},
      {R"([{"key": "A-1"}])", "page-1.json:1:2: error[E0610]: issue A-1 has no 'fields' (at /0)"},
      {"[7]", "page-1.json:1:2: error[E0610]: an issue without 'key' (at /0)"},
  }));
  const auto imported = import_jira(request({row.text}));
  CHECK_FALSE(imported.backlog.has_value());
  CHECK(told(imported).substr(0, row.told.size() + 1) == row.told + "\n");
}

TEST_CASE("all faults of all pages are told at once") {
  const auto imported = import_jira(request({"[", "{}", page(issue("A-1"))}, "kindz: {}\n"));
  CHECK_FALSE(imported.backlog.has_value());
  CHECK(messages(imported) ==
        std::vector<std::string>{"error: not JSON: syntax error while parsing value - unexpected end of input; "
                                 "expected '[', '{', or a literal",
                                 "error: no issues: expected an object with 'issues', or an array of issues",
                                 "error: key 'kindz' is unknown"});
}

TEST_CASE("pages that are missing are told") {
  const auto older = [](int start, int total, const std::string& issues) {
    return R"({"startAt": )" + std::to_string(start) + R"(, "total": )" + std::to_string(total) + R"(, "issues": [)" +
           issues + "]}";
  };
  struct Row {
    const char* why;
    std::vector<std::string> pages;
    std::vector<std::string> messages;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {"whole", {older(0, 1, issue("A-1"))}, {}},
      {"two halves, in any order", {older(1, 2, issue("A-2")), older(0, 2, issue("A-1"))}, {}},
      {"the second half", {older(1, 2, issue("A-2"))}, {"warning: Jira found 2 issues, the pages hold 1"}},
      {"a gap",
       {older(0, 3, issue("A-1")), older(2, 3, issue("A-3"))},
       {"warning: Jira found 3 issues, the pages hold 2"}},
      {"two searches", {older(0, 1, issue("A-1")), older(0, 2, issue("B-1") + "," + issue("B-2"))}, {}},
      {"Cloud says more follow",
       {R"({"isLast": false, "issues": []})"},
       {"warning: the last page is missing: Jira says that more issues follow"}},
      {"Cloud gives a token",
       {R"({"nextPageToken": "t", "issues": []})"},
       {"warning: the last page is missing: Jira says that more issues follow"}},
      {"Cloud, both pages", {R"({"isLast": true, "issues": []})", R"({"nextPageToken": "t", "issues": []})"}, {}},
  }));
  INFO(row.why);
  const auto imported = import_jira(request(row.pages));
  CHECK(imported.backlog.has_value());
  CHECK(messages(imported) == row.messages);
}

TEST_CASE("an issue in two pages counts once, the last one") {
  const auto imported = import_jira(request(
      {page(issue("A-1", R"("summary": "old")") + "," + issue("A-2")), page(issue("A-1", R"("summary": "new")"))}));
  const auto document = backlog(imported);
  CHECK(document["items"].size() == 2);
  CHECK(item(document, "A-1")["title"] == "new");
  CHECK(messages(imported) ==
        std::vector<std::string>{"warning: 1 issue: more than once in the pages; the last one counts (A-1)"});
}

TEST_CASE("issues that wait for each other in a circle are an error") {
  const auto waits = [](const std::string& key, const std::string& on) {
    return issue(key, R"("issuelinks": [{"type": {"inward": "is blocked by", "outward": "blocks"},
                         "inwardIssue": {"key": ")" +
                          on + R"("}}])");
  };
  const auto imported =
      import_jira(request({page(waits("A-1", "A-2") + "," + waits("A-2", "A-3") + "," + waits("A-3", "A-1"))}));
  CHECK_FALSE(imported.backlog.has_value());
  CHECK(messages(imported) ==
        std::vector<std::string>{"error: issues wait for each other in a circle: A-1 waits for A-2 waits for A-3 waits "
                                 "for A-1"});
  CHECK(imported.diagnostics[0].pointer == "/issues/2/fields/issuelinks/0");

  const auto itself = import_jira(request({page(waits("A-1", "A-1"))}));
  CHECK(messages(itself) ==
        std::vector<std::string>{"error: issues wait for each other in a circle: A-1 waits for A-1"});
}

TEST_CASE("a long chain of links is no circle and no deep recursion") {
  std::string issues;
  for (int i = 0; i < 20'000; ++i) {
    issues += (i == 0 ? "" : ",") +
              issue("A-" + std::to_string(i),
                    R"("issuelinks": [{"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "A-)" +
                        std::to_string(i + 1) + R"("}}])");
  }
  CHECK(backlog(import_jira(request({page(issues)})))["items"].size() == 20'001);
}

TEST_CASE("faults of a mapping file") {
  struct Row {
    const char* text;
    const char* told;
  };
  const auto row = GENERATE(values<Row>({
      {"point: x",
       "map.yaml:1:1: error[E0613]: key 'point' is unknown\n"
       "    1 | point: x\n"
       "      | ^^^^^ did you mean 'points'?\n"},
      {"kinds:\n  Bug: buug",
       "map.yaml:2:8: warning[E0611]: 'buug' is none of the kinds that every pack knows\n"
       "    2 |   Bug: buug\n"
       "      |        ^^^^ did you mean 'bug'?\n"},
      {"kinds: {Bug: Big Bug}",
       "map.yaml:1:14: error[E0613]: 'Big Bug' cannot be a kind\n"
       "    1 | kinds: {Bug: Big Bug}\n"
       "      |              ^^^^^^^ kinds are lower case words such as tech_debt\n"},
      {"kinds: {Bug: bug, 'bug': chore}",
       "map.yaml:1:19: error[E0613]: 'bug' stands twice\n"
       "    1 | kinds: {Bug: bug, 'bug': chore}\n"
       "      |                   ^^^^^\n"},
      {"statuses: {Open: doin}",
       "map.yaml:1:18: error[E0613]: 'doin' is no status\n"
       "    1 | statuses: {Open: doin}\n"
       "      |                  ^^^^ did you mean 'doing'?\n"},
      {"statuses: {Open: x}",
       "map.yaml:1:18: error[E0613]: 'x' is no status\n"
       "    1 | statuses: {Open: x}\n"
       "      |                  ^ one of todo, doing, done, cancelled\n"},
      {"priorities: {Hot: 0}",
       "map.yaml:1:19: error[E0613]: a priority is a number from 1 (first) to 5\n"
       "    1 | priorities: {Hot: 0}\n"
       "      |                   ^\n"},
      {"project: iso",
       "map.yaml:1:10: error[E0613]: the organisation has no project 'iso'\n"
       "    1 | project: iso\n"
       "      |          ^^^ did you mean 'ios'?\n"},
      {"people: {x: adda}",
       "map.yaml:1:13: error[E0613]: the organisation has no person 'adda'\n"
       "    1 | people: {x: adda}\n"
       "      |             ^^^^ did you mean 'ada'?\n"},
      {"fields: {pulled_bye: x}",
       "map.yaml:1:10: error[E0613]: field 'pulled_bye' is unknown\n"
       "    1 | fields: {pulled_bye: x}\n"
       "      |          ^^^^^^^^^^ did you mean 'pulled_by'?\n"},
      {"links: {blocks: {}}",
       "map.yaml:1:17: error[E0613]: expected a list of words\n"
       "    1 | links: {blocks: {}}\n"
       "      |                 ^\n"},
      {"- a",
       "map.yaml:1:1: error[E0613]: expected a map, `name: value` lines\n"
       "    1 | - a\n"
       "      | ^\n"},
      {"kinds: [\n",
       "map.yaml:2:1: error[E0613]: end of sequence flow not found\n"
       "    2 | \n"
       "      | ^\n"},
      {"a: 1\n---\nb: 2\n",
       "map.yaml:2:1: error[E0613]: a mapping file holds one YAML document\n"
       "    2 | ---\n"
       "      | ^\n"},
      {"team: \xff",
       "map.yaml:1:7: error[E0613]: the mapping file is not UTF-8\n"
       "    1 | team: \xef\xbf\xbd\n"
       "      |       ^\n"},
      {"team: &t [*t]",
       "map.yaml:1:11: error[E0613]: a mapping file has no aliases\n"
       "    1 | team: &t [*t]\n"
       "      |           ^\n"},
      {"team: [[[[[[[[x]]]]]]]]",
       "map.yaml:1:14: error[E0613]: nested deeper than a mapping is\n"
       "    1 | team: [[[[[[[[x]]]]]]]]\n"
       "      |              ^\n"},
      {"{points: x}, y",
       "map.yaml:1:12: error[E0613]: a mapping file holds one YAML document\n"
       "    1 | {points: x}, y\n"
       "      |            ^\n"},
  }));
  INFO(row.text);
  auto asked = request({page(issue("A-1"))}, row.text);
  asked.known = {{"ada"}, {"core"}, {"ios"}};
  const auto imported = import_jira(std::move(asked));
  CHECK(told(imported) == row.told);
}

TEST_CASE("texts that a YAML library never gets to the end of") {
  for (const auto* text : {",", ",{points: x}", "{points: x}, y", "[, ", "- , -"}) {
    INFO(text);
    CHECK_FALSE(import_jira(request({page(issue("A-1"))}, text)).backlog.has_value());
  }
}

TEST_CASE("an empty mapping file changes nothing") {
  for (const auto* text : {"# nothing yet\n", "{}", "---\n", "kinds:\n"}) {
    CHECK(import_jira(request({page(issue("A-1"))}, text)).backlog ==
          import_jira(request({page(issue("A-1"))})).backlog);
  }
}
