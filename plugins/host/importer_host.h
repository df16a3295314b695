// Importers: found by name, loaded, checked, called; what they answer becomes a backlog text or diagnostics.
//
// Neighbours: plugins/sdk is the contract with the plugin, cli calls this. Nothing that a plugin answers is trusted:
// sizes, places, status and texts are checked, and what does not hold is an Error that names the plugin. An Importer
// keeps its library loaded; it may be called from several threads at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/host/library.h"
#include "plugins/sdk/sprint_plugin.h"
#include "rules/base/diagnostic.h"
#include "rules/base/result.h"
#include "rules/base/sources.h"

namespace sprintd::plugins {

// Folders to look for plugins in, the first that has it wins: those of $SPRINTD_PLUGINS (`variable`, null when unset;
// separated by colons), else `plugins/` beside the program and `../lib/sprintd/plugins`.
std::vector<std::filesystem::path> plugin_folders(const char* variable, const std::filesystem::path& program);

struct ImportFile {
  std::string name;  // as the user gave it
  std::string text;
};

// The ids of an organisation that the caller loads apart from what is imported.
struct KnownIds {
  std::vector<std::string> people, teams, projects;
};

struct ImportRequest {
  std::vector<ImportFile> files;      // pages of one export
  std::optional<ImportFile> mapping;  // how a team uses its tracker
  std::optional<KnownIds> known;      // nothing: no organisation apart
  std::string sprint;                 // the sprint asked about; empty: none
};

struct Imported {
  std::optional<std::string> backlog;   // JSON, `sprintd.backlog/v1`; nothing when there was an error
  std::vector<Diagnostic> diagnostics;  // sorted; warnings and notes may accompany a backlog
  Sources sources;                      // what the diagnostics point into
};

class Importer {
 public:
  static Result<Importer> load(const std::filesystem::path& file);
  // `name` is a word such as "jira", never a path.
  static Result<Importer> find(std::string_view name, const std::vector<std::filesystem::path>& folders);

  [[nodiscard]] std::string_view name() const { return plugin_->name; }
  [[nodiscard]] std::string_view version() const { return plugin_->version; }
  [[nodiscard]] std::string_view summary() const { return plugin_->summary; }

  // Faults of the input are diagnostics. An Error says that the plugin itself failed or broke the contract.
  [[nodiscard]] Result<Imported> import(ImportRequest request) const;

 private:
  Importer(Library library, const sprint_plugin* plugin) : library_(std::move(library)), plugin_(plugin) {}

  Library library_;
  const sprint_plugin* plugin_;
};

}  // namespace sprintd::plugins
