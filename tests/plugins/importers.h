// What the tests of plugins share: the built importer, requests from texts, answers as text and as JSON.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plugins/host/importer_host.h"
#include "rules/base/diagnostic_text.h"

namespace plugin_tests {

using sprintd::plugins::Imported;
using sprintd::plugins::Importer;
using sprintd::plugins::ImportFile;
using sprintd::plugins::ImportRequest;
using Json = nlohmann::json;

inline Imported import_jira(ImportRequest request) {
  static const auto jira = Importer::find("jira", {SPRINTD_PLUGINS_BUILT});
  if (!jira) FAIL(jira.error().message);
  auto imported = jira->import(std::move(request));
  if (!imported) FAIL(imported.error().message);
  return *std::move(imported);
}

inline ImportRequest request(std::vector<std::string> pages, std::string mapping = {}) {
  ImportRequest result;
  for (auto& page : pages) {
    result.files.push_back({"page-" + std::to_string(result.files.size() + 1) + ".json", std::move(page)});
  }
  if (!mapping.empty()) result.mapping = ImportFile{"map.yaml", std::move(mapping)};
  return result;
}

// The text of all diagnostics, as a terminal shows them.
inline std::string told(const Imported& imported) {
  sprintd::PlaceFinder places(imported.sources);
  return sprintd::render_diagnostics(imported.diagnostics, places);
}

inline std::vector<std::string> messages(const Imported& imported) {
  std::vector<std::string> result;
  for (const auto& diagnostic : imported.diagnostics) {
    result.push_back(std::string(sprintd::severity_name(diagnostic.severity)) + ": " + diagnostic.message);
  }
  return result;
}

inline Json backlog(const Imported& imported) {
  INFO(told(imported));
  REQUIRE(imported.backlog.has_value());
  return Json::parse(*imported.backlog);
}

inline Json item(const Json& document, const std::string& id) {
  for (const auto& one : document.at("items")) {
    if (one.at("id") == id) return one;
  }
  FAIL("no item " + id);
  return {};
}

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string fixture(const std::string& name) {
  return read_file(SPRINTD_SOURCE_DIR "/tests/plugins/fixtures/" + name);
}

// The smallest search result that holds these issues, given as JSON.
inline std::string page(const std::string& issues) { return R"({"issues": [)" + issues + "]}"; }

// An issue with these members of `fields` (JSON, without braces).
inline std::string issue(const std::string& key, const std::string& fields = {}) {
  return R"({"key": ")" + key + R"(", "fields": {"issuetype": {"name": "Bug"})" + (fields.empty() ? "" : ", ") +
         fields + "}}";
}

}  // namespace plugin_tests
