// What importers write is what the loader reads, alone and with an organisation apart.

#include <filesystem>
#include <iostream>

#include "rules/backlog/load.h"
#include "rules/base/places.h"
#include "tests/plugins/importers.h"

using namespace plugin_tests;
using sprintd::backlog::Document;
using sprintd::backlog::EntityKind;
using sprintd::backlog::load_backlog;
using sprintd::backlog::Loaded;

namespace {

const std::string kData = SPRINTD_SOURCE_DIR "/../shared/data/";

std::shared_ptr<const sprintd::backlog::Backlog> load(std::vector<Document> documents) {
  const auto loaded = load_backlog(std::move(documents));
  if (loaded.backlog == nullptr) {
    sprintd::PlaceFinder places(loaded.sources);
    FAIL(sprintd::render_diagnostics(loaded.diagnostics, places));
  }
  CHECK(loaded.diagnostics.empty());
  return loaded.backlog;
}

Document page_of(Imported imported) {
  INFO(told(imported));
  REQUIRE(imported.backlog.has_value());
  return {"import", *std::move(imported.backlog), Document::Part::backlog};
}

std::vector<std::string> ids(const sprintd::backlog::Backlog& backlog, EntityKind kind) {
  std::vector<std::string> result;
  for (std::uint32_t row = 0; row < backlog.rows(kind); ++row)
    result.emplace_back(backlog.id(kind, sprintd::table::Row{row}));
  return result;
}

constexpr const char* kMapping = "{projects: {BOAT: yard}, points: customfield_10004, team: boats}";

}  // namespace

TEST_CASE("an imported backlog loads by itself") {
  const auto row = GENERATE(as<std::string>(), "server-search.json", "cloud-page-1.json", "agile-sprint.json");
  INFO(row);
  const auto backlog = load({page_of(import_jira(request({fixture(row)}, kMapping)))});
  CHECK(backlog->rows(EntityKind::item) > 0);
}

TEST_CASE("an imported backlog loads with an organisation apart, and adds the people that it lacks") {
  const std::string organisation =
      "people: [{id: noor, name: Noor Haddad}]\nteams: [{id: boats}]\nprojects: [{id: yard, team: boats}]\n";
  const auto apart = load({{"org.yaml", organisation, Document::Part::organisation}});
  auto asked = request({fixture("server-search.json")}, kMapping);
  asked.known = {ids(*apart, EntityKind::person), ids(*apart, EntityKind::team), ids(*apart, EntityKind::project)};
  const auto backlog =
      load({{"org.yaml", organisation, Document::Part::organisation}, page_of(import_jira(std::move(asked)))});
  CHECK(ids(*backlog, EntityKind::person) == std::vector<std::string>{"noor", "lena"});
  CHECK(backlog->rows(EntityKind::item) == 7);
  CHECK(backlog->pointer(EntityKind::person, *backlog->find(EntityKind::person, "lena")) == "/organisation/people/0");
}

TEST_CASE("the real exports load, with and without their organisation") {
  if (!std::filesystem::is_directory(kData)) {
    std::cout << "[skipped] " << kData << " is not here\n";
    return;
  }
  const auto organisation = read_file(kData + "titanium/organisation.yaml");
  const auto apart = load({{"organisation.yaml", organisation, Document::Part::organisation}});
  const auto mapping =
      "{kinds: {Improvement: tech_debt, New Feature: user_story}, components: {iOS: ios, Android: android, "
      "Windows: windows}, project: tooling, team: sdk}";
  for (const auto* sprint :
       {"272", "420", "436", "525", "529", "536", "555", "580", "614", "631", "641", "649", "678"}) {
    INFO(sprint);
    const auto text = read_file(kData + "titanium/sprint-" + sprint + ".json");
    CHECK(load({page_of(import_jira(request({text}, mapping)))})->find(EntityKind::sprint, sprint).has_value());

    auto asked = request({text}, mapping);
    asked.known = {ids(*apart, EntityKind::person), ids(*apart, EntityKind::team), ids(*apart, EntityKind::project)};
    const auto backlog = load(
        {{"organisation.yaml", organisation, Document::Part::organisation}, page_of(import_jira(std::move(asked)))});
    CHECK(backlog->rows(EntityKind::project) == 4);
  }
  const auto cloud = import_jira(request({read_file(kData + "devlake-jira-cloud/search.json")},
                                         "{points: customfield_10024, default_kind: chore}"));
  CHECK(load({{"devlake", *cloud.backlog, Document::Part::backlog}})->rows(EntityKind::item) == 62);
}
