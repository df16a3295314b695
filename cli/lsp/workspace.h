// The documents that an editor has open, and the files around them.
//
// Neighbours: language_server.cc changes it as the editor tells; checks.h and the views of rules/editor read through
// it. An open document stands before the file of its name. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/positions.h"
#include "rules/base/result.h"
#include "rules/editor/view.h"

namespace sprintd::lsp {

// "file:///home/ana/team.yaml" to its path and back; another URI is its own name.
std::string path_of_uri(std::string_view uri);
std::string uri_of_path(std::string_view path);

struct OpenDocument {
  std::string uri;
  std::string path;
  std::string text;
  std::int64_t version = 0;
};

// What a YAML text is for sprintd: by its name, or by the keys of its first column. Nothing for any other YAML.
std::optional<editor::DocumentKind> kind_of(std::string_view path, std::string_view text);

class Workspace {
 public:
  // `pack_places`: files and folders in which imported packs are looked for, besides the importer's own.
  explicit Workspace(std::vector<std::string> pack_places) : pack_places_(std::move(pack_places)) {}

  void open(OpenDocument document);
  void close(std::string_view uri);
  [[nodiscard]] OpenDocument* find(std::string_view uri);
  [[nodiscard]] const std::map<std::string, OpenDocument, std::less<>>& documents() const { return documents_; }

  // Of an open document, else of the file.
  [[nodiscard]] Result<std::string> read(const std::string& path) const;
  [[nodiscard]] editor::TextFinder finder() const;
  [[nodiscard]] const std::vector<std::string>& pack_places() const { return pack_places_; }

 private:
  [[nodiscard]] const OpenDocument* find_path(std::string_view path) const;

  std::vector<std::string> pack_places_;
  std::map<std::string, OpenDocument, std::less<>> documents_;  // by URI
};

}  // namespace sprintd::lsp
