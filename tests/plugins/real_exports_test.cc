// Exports that real trackers wrote, where they lie beside the repository. The numbers were counted with jq.

#include <filesystem>
#include <iostream>
#include <map>

#include "tests/plugins/importers.h"

using namespace plugin_tests;

namespace {

const std::string kData = SPRINTD_SOURCE_DIR "/../shared/data/";

bool is_absent(const std::string& folder) {
  if (std::filesystem::is_directory(kData + folder)) return false;
  std::cout << "[skipped] " << folder << " is not here\n";
  return true;
}

constexpr const char* kTitanium = R"(
kinds: {Improvement: tech_debt, New Feature: user_story, Epic: user_story}
components: {iOS: ios, Android: android, Windows: windows}
project: tooling
team: sdk
)";

std::map<std::string, int> count(const Json& document, const char* field) {
  std::map<std::string, int> counts;
  for (const auto& one : document["items"]) ++counts[one.value(field, "-")];
  return counts;
}

using Counts = std::map<std::string, int>;

}  // namespace

TEST_CASE("each Titanium export is one sprint with all of its issues") {
  if (is_absent("titanium")) return;
  struct Row {
    const char* sprint;
    int issues;
  };
  const auto row = GENERATE(values<Row>({{"272", 36},
                                         {"420", 37},
                                         {"436", 36},
                                         {"525", 41},
                                         {"529", 60},
                                         {"536", 44},
                                         {"555", 42},
                                         {"580", 41},
                                         {"614", 44},
                                         {"631", 44},
                                         {"641", 28},
                                         {"649", 45},
                                         {"678", 42}}));
  const auto imported = import_jira(request({read_file(kData + "titanium/sprint-" + row.sprint + ".json")}, kTitanium));
  const auto document = backlog(imported);
  CHECK(count(document, "sprint")[row.sprint] == row.issues);
  for (const auto& [sprint, items] : count(document, "sprint")) CHECK((sprint == row.sprint || sprint == "-"));
  for (const auto& diagnostic : imported.diagnostics) CHECK(diagnostic.severity == sprintd::Severity::note);
}

TEST_CASE("Titanium sprint 529 in numbers") {
  if (is_absent("titanium")) return;
  const auto imported = import_jira(request({read_file(kData + "titanium/sprint-529.json")}, kTitanium));
  const auto document = backlog(imported);
  CHECK(count(document, "project") == Counts{{"-", 5}, {"android", 18}, {"ios", 24}, {"tooling", 1}, {"windows", 17}});
  CHECK(document["items"].size() == 65);
  CHECK(document["sprints"].size() == 6);
  CHECK(document["organisation"]["people"].size() == 31);
  CHECK(item(document, "TIMOB-23124")["blocked_by"] == Json({"TIMOB-19908"}));
}

TEST_CASE("all Titanium exports together are one backlog") {
  if (is_absent("titanium")) return;
  std::vector<std::string> pages;
  for (const auto* sprint :
       {"272", "420", "436", "525", "529", "536", "555", "580", "614", "631", "641", "649", "678"}) {
    pages.push_back(read_file(kData + "titanium/sprint-" + sprint + ".json"));
  }
  const auto imported = import_jira(request(std::move(pages), kTitanium));
  const auto document = backlog(imported);
  int exported = 0;
  for (const auto& one : document["items"]) exported += one.contains("created") ? 1 : 0;
  CHECK(exported == 525);  // 540 less the 15 repetitions of 12 keys
  REQUIRE_FALSE(imported.diagnostics.empty());
  CHECK(messages(imported).front() ==
        "warning: 12 issues: more than once in the pages; the last one counts (TIMOB-18958, TIMOB-19908, TIMOB-19997, "
        "TIMOB-19120, TIMOB-19725, ...)");
}

TEST_CASE("the Jira Cloud export of devlake") {
  if (is_absent("devlake-jira-cloud")) return;
  const auto imported = import_jira(
      request({read_file(kData + "devlake-jira-cloud/search.json")},
              "{points: customfield_10024, kinds: {故事: user_story, 任务: chore, 子任务: chore, 缺陷: bug}}"));
  const auto document = backlog(imported);
  CHECK(count(document, "sprint") == Counts{{"-", 32}, {"175", 2}, {"17", 1}, {"7", 27}});
  CHECK(item(document, "EE-2")["points"] == 2);
  CHECK_FALSE(item(document, "EE-1").contains("points"));
  CHECK(item(document, "EE-1")["status"] == "done");
  CHECK(item(document, "EE-25")["parent"] == "EE-1");
  CHECK_FALSE(item(document, "EE-25").contains("epic"));
  CHECK(item(document, "K5-2")["epic"] == "K5-1");
  CHECK(messages(imported) ==
        std::vector<std::string>{
            "note: 5 issues: status category 3 has the key 'new'; the number counts: done (EE-1, EE-10, EE-35, EE-36, "
            "EE-37)",
            "warning: 1 issue: points below zero in 'customfield_10024' are left out (EE-1)",
            "warning: 1 issue: issue type 'Test Execution' is not in the mapping, the items have no kind (EE-37)",
            "warning: 1 issue: issue type 'Epic' is not in the mapping, the items have no kind (K5-4)"});
}
