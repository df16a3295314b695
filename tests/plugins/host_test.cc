#include <filesystem>
#include <unistd.h>

#include "tests/plugins/importers.h"

using namespace plugin_tests;
using sprintd::Code;
using sprintd::plugins::plugin_folders;

namespace fs = std::filesystem;

namespace {

const fs::path kBroken = SPRINTD_BROKEN_PLUGINS;

std::string without_folder(std::string message) {
  const auto folder = kBroken.string() + "/";
  for (auto at = message.find(folder); at != std::string::npos; at = message.find(folder))
    message.erase(at, folder.size());
  return message;
}

}  // namespace

TEST_CASE("a plugin that breaks the contract before it is called is refused") {
  struct Row {
    const char* name;
    Code code;
    const char* message;
  };
  const auto row = GENERATE(values<Row>({
      {"no_handshake", Code::plugin_broken,
       "the plugin no_handshake.so is no plugin of sprintd: it has no function sprint_plugin_abi"},
      {"old_abi", Code::plugin_abi_differs,
       "the plugin old_abi.so speaks version 7.3 of the plugin ABI, this program 1.0"},
      {"no_get", Code::plugin_broken, "the plugin no_get.so has no function sprint_plugin_get"},
      {"no_table", Code::plugin_broken, "the plugin no_table.so does not say what it offers"},
      {"small_table", Code::plugin_broken,
       "the plugin small_table.so describes itself in 16 bytes, the ABI asks for 40"},
      {"no_name", Code::plugin_broken, "the plugin no_name.so has no name, version or summary"},
      {"no_import", Code::plugin_broken, "the plugin no_import.so offers no import"},
  }));
  const auto importer = Importer::find(row.name, {kBroken});
  REQUIRE_FALSE(importer.has_value());
  CHECK(importer.error().code == row.code);
  CHECK(without_folder(importer.error().message) == row.message);
}

TEST_CASE("a plugin that breaks the contract in its answer imports nothing") {
  struct Row {
    const char* name;
    Code code;
    const char* message;
  };
  const auto row = GENERATE(values<Row>({
      {"throws", Code::plugin_broken,
       "the plugin broken threw an exception, which the contract forbids; nothing was imported"},
      {"says_ok_writes_nothing", Code::plugin_broken, "the plugin broken wrote no JSON object; nothing was imported"},
      {"writes_no_json", Code::plugin_broken, "the plugin broken wrote no JSON object; nothing was imported"},
      {"says_ok_reports_error", Code::plugin_broken,
       "the plugin broken says that all is well and reports an error: lost; nothing was imported"},
      {"faulty_without_fault", Code::plugin_broken,
       "the plugin broken refuses the input and does not say why; nothing was imported"},
      {"nonsense_status", Code::plugin_broken,
       "the plugin broken answered with the status 77, which there is not; nothing was imported"},
      {"small_fault", Code::plugin_broken,
       "the plugin broken reported a fault that cannot be read; nothing was imported"},
      {"refuses_to_stop", Code::plugin_failed, "the plugin broken failed: it reported too many faults"},
  }));
  const auto importer = Importer::find(row.name, {kBroken});
  REQUIRE(importer.has_value());
  const auto imported = importer->import(request({"{}"}));
  REQUIRE_FALSE(imported.has_value());
  CHECK(imported.error().code == row.code);
  CHECK(imported.error().message == row.message);
}

TEST_CASE("places that cannot be are clamped, severities that cannot be are errors") {
  const auto importer = Importer::find("nonsense_faults", {kBroken});
  REQUIRE(importer.has_value());
  const auto imported = importer->import(request({"{\"a\": 1}"}));
  REQUIRE(imported.has_value());
  CHECK_FALSE(imported->backlog.has_value());
  CHECK(messages(*imported) == std::vector<std::string>{"warning: lost", "note: the importer gives no reason",
                                                        "warning: lost", "error: lost", "warning: lost"});
  for (const auto& diagnostic : imported->diagnostics) {
    if (diagnostic.span.known()) CHECK(diagnostic.span.end <= 8);
    CHECK(diagnostic.hint.find('\n') == std::string::npos);
  }
}

TEST_CASE("importers are found by a word, never by a path") {
  for (const auto* name : {"", "../jira", "/tmp/jira", "jira.so", "Jira", "a/b", "..", "j\nra"}) {
    const auto importer = Importer::find(name, {SPRINTD_PLUGINS_BUILT});
    REQUIRE_FALSE(importer.has_value());
    CHECK(importer.error().code == Code::plugin_not_found);
    CHECK(importer.error().message ==
          "'" + std::string(name) + "' cannot be the name of an importer: lower case letters, digits, - and _");
  }
}

TEST_CASE("a misspelt importer gets a suggestion, a strange one the list") {
  const auto folder = fs::temp_directory_path() / ("sprintd-find-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "jira.so") << "no shared object";
  std::ofstream(folder / "notes.txt") << "";
  CHECK(Importer::find("jria", {folder}).error().message ==
        "there is no importer 'jria' in " + folder.string() + "; did you mean 'jira'?");
  CHECK(Importer::find("bugzilla", {folder, "/nowhere"}).error().message ==
        "there is no importer 'bugzilla' in " + folder.string() + " or /nowhere; there are: jira");
  CHECK(Importer::find("x", {"/nowhere"}).error().message == "there is no importer 'x' in /nowhere");

  const auto unreadable = Importer::find("jira", {folder});
  CHECK(unreadable.error().code == Code::plugin_unreadable);
  CHECK(unreadable.error().message.starts_with("the plugin " + folder.string() + "/jira.so cannot be loaded: "));
  fs::remove_all(folder);
}

TEST_CASE("folders of plugins: the variable's, else those beside the program") {
  using Folders = std::vector<fs::path>;
  CHECK(plugin_folders("/a:/b", "/usr/bin/sprintctl") == Folders{"/a", "/b"});
  CHECK(plugin_folders(":/a::", "/usr/bin/sprintctl") == Folders{"/a"});
  const Folders beside{"/usr/bin/plugins", "/usr/bin/../lib/sprintd/plugins"};
  CHECK(plugin_folders(nullptr, "/usr/bin/sprintctl") == beside);
  CHECK(plugin_folders("", "/usr/bin/sprintctl") == beside);
}

TEST_CASE("the shipped importer says who it is") {
  const auto jira = Importer::find("jira", {SPRINTD_PLUGINS_BUILT});
  REQUIRE(jira.has_value());
  CHECK(jira->name() == "jira");
  CHECK(jira->version() == "0.1.0");
  CHECK(jira->summary() == "Jira search results, of Server and Cloud");
}
